import { pathToFileURL } from 'node:url';
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
