import { join } from 'node:path';
import type { BundleSource } from './build-bundle.ts';
import { obtainBundles } from './bundle-cache.ts';
import { cacheFolder } from './cache-folder.ts';
import {
  type BundleFiles,
  functionSources,
  type HandlerName,
  handlerNames,
} from './function-sources.ts';

/** In a checkout: built, or kept from an earlier build of the same. All at once, for they have most in common. */
export function bundleOf(handler: HandlerName): BundleFiles {
  bundles ??= bundlesOfAll();

  return bundles.get(handler) ?? new Map();
}

let bundles: ReadonlyMap<HandlerName, BundleFiles> | undefined;

/** @param conditions as of `obtainBundles`. */
export function bundlesOfAll(
  conditions: readonly string[] = [],
): ReadonlyMap<HandlerName, BundleFiles> {
  const kept = { project: PROJECT, folder: cacheFolder(PROJECT), conditions };
  const all = obtainBundles(handlerNames.map(sourceFilesOf), kept);

  return new Map(handlerNames.map((handler, at) => [handler, all[at] ?? new Map()]));
}

/** Where the parts of a function lie in the project. */
function sourceFilesOf(handler: HandlerName): BundleSource {
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
