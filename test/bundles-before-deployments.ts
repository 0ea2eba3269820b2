import { join } from 'node:path';
import { sourceFilesOf } from '../lib/bundles/built-bundle.ts';
import { obtainBundle } from '../lib/bundles/bundle-cache.ts';
import { cacheFolder } from '../lib/bundles/cache-folder.ts';
import { handlerNames } from '../lib/bundles/function-sources.ts';

/**
 * Before the first test of those that deploy: in a fresh clone no bundle is kept, and what starts side by side would each
 * build all of them.
 */
export function setup(): void {
  const project = join(import.meta.dirname, '..');

  for (const handler of handlerNames) {
    obtainBundle(sourceFilesOf(handler), { project, folder: cacheFolder(project) });
  }
}
