// Builds the bundles of all functions that are not kept yet, for those who deploy next to find.
// Usage: node scripts/build-bundles.ts
import { join } from 'node:path';
import { sourceFilesOf } from '../lib/bundles/built-bundle.ts';
import { obtainBundle } from '../lib/bundles/bundle-cache.ts';
import { cacheFolder } from '../lib/bundles/cache-folder.ts';
import { handlerNames } from '../lib/bundles/function-sources.ts';

const project = join(import.meta.dirname, '..');

for (const handler of handlerNames) {
  obtainBundle(sourceFilesOf(handler), { project, folder: cacheFolder(project) });
}
