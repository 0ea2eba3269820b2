import { join } from 'node:path';
import type { BundleSource } from './build-bundle.ts';
import { obtainBundle } from './bundle-cache.ts';
import { cacheFolder } from './cache-folder.ts';
import { type BundleFiles, functionSources, type HandlerName } from './function-sources.ts';

/** In a checkout: built, or kept from an earlier build of the same. */
export function bundleOf(handler: HandlerName): BundleFiles {
  return obtainBundle(sourceFilesOf(handler), { project: PROJECT, folder: cacheFolder(PROJECT) });
}

/** Where the parts of a function lie in the project. */
export function sourceFilesOf(handler: HandlerName): BundleSource {
  const { workers, data } = functionSources[handler];

  return {
    entry: handlerFile(handler),
    workers: workers.map(handlerFile),
    data: data.map((name) => `functions/data/${name}`),
  };
}

const PROJECT = join(import.meta.dirname, '../..');

function handlerFile(name: string): string {
  return `functions/handlers/${name}.ts`;
}
