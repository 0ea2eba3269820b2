import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cacheFolder } from '../../../lib/bundles/cache-folder.ts';

let project: string;
let home: string;

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'vigil-project-'));
  home = mkdtempSync(join(tmpdir(), 'vigil-home-'));
});

afterEach(() => {
  for (const folder of [project, home]) rmSync(folder, { recursive: true });
});

describe('the folder for bundles', () => {
  it('is one of the project that git ignores, for its user alone', () => {
    const folder = cacheFolder(project, { HOME: home }, 'linux');

    expect(folder).toBe(join(project, '.local/bundles'));
    expect(statSync(join(project, '.local/bundles')).mode & 0o777).toBe(0o700);
  });

  it.each<[NodeJS.Platform, Record<string, string>, string]>([
    ['linux', {}, '.cache/lambda-vigil/bundles'],
    ['linux', { XDG_CACHE_HOME: '' }, '.cache/lambda-vigil/bundles'],
    ['linux', { XDG_CACHE_HOME: 'xdg' }, 'xdg/lambda-vigil/bundles'],
    ['darwin', {}, 'Library/Caches/lambda-vigil/bundles'],
    ['win32', {}, 'AppData/Local/lambda-vigil/bundles'],
    ['win32', { LOCALAPPDATA: 'local' }, 'local/lambda-vigil/bundles'],
  ])(
    'of a project that cannot be written to is the user’s, on %s with %o',
    (platform, set, expected) => {
      unwritable(project);
      const inHome = Object.fromEntries(
        Object.entries(set).map(([name, value]) => [name, value && join(home, value)]),
      );

      expect(cacheFolder(project, { HOME: home, ...inHome }, platform)).toBe(join(home, expected));
    },
  );

  it('is none where nothing can be written', () => {
    unwritable(project);
    writeFileSync(join(home, '.cache'), '');

    expect(cacheFolder(project, { HOME: home }, 'linux')).toBeUndefined();
  });
});

/** For root too, who may write wherever there can be a folder. */
function unwritable(folder: string): void {
  writeFileSync(join(folder, '.local'), '');
}
