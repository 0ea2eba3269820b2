import { realpathSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { TestRunner } from 'vitest';

/** How often each file was asked for in this process: the files before each file of tests are asked for again and again. */
const asked = new Map<string, number>();

/**
 * Has Node import files of tests, which Vitest would do by the time of day: each would be another module in each run, and
 * what Node keeps of those that it compiled would grow without end.
 */
export default class NativeModules extends TestRunner {
  override importFile(path: string): unknown {
    const before = asked.get(path) ?? 0;
    asked.set(path, before + 1);

    return import(`${pathToFileURL(path)}${before === 0 ? '' : `?again=${before}`}`);
  }
}

/** By the addresses that files of the project are imported by: another where a link leads to one. */
const places = new Map<string, string>();

function placeOf(address: string): string {
  const known = places.get(address);
  if (known !== undefined) return known;

  const place = pathToFileURL(realpathSync.native(fileURLToPath(address))).href;
  places.set(address, place);
  return place;
}

/**
 * For each import of each file Vitest tells its main process who imports what, thousands of times in each worker. Only
 * where it watches files does it ask for that. So what is written as a path of a file is found without it.
 */
if (process.env.VITEST_MODE === 'RUN') {
  registerHooks({
    resolve(specifier, context, next) {
      const isPath = specifier.startsWith('.') && specifier.endsWith('.ts');

      return isPath && context.parentURL?.startsWith('file:')
        ? { url: placeOf(new URL(specifier, context.parentURL).href), shortCircuit: true }
        : next(specifier, context);
    },
  });
}
