import { execFile } from 'node:child_process';
import {
  copyFileSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { buildBundle, buildBundles } from '../../../lib/bundles/build-bundle.ts';
import { obtainBundles } from '../../../lib/bundles/bundle-cache.ts';
import { type TinyProject, tinyProject } from './tiny-project.ts';

const build = vi.fn(buildBundles);

let tiny: TinyProject;
let folder: string;

beforeEach(async () => {
  tiny = tinyProject();
  folder = mkdtempSync(join(tmpdir(), 'vigil-bundles-'));
  await tiny.aged();
});

afterEach(() => {
  tiny.remove();
  rmSync(folder, { recursive: true, force: true });
  build.mockReset();
});

describe('a bundle that was built before', () => {
  it('is not built again', () => {
    const first = obtain();
    const second = obtain();

    expect(build).toHaveBeenCalledTimes(1);
    expect(second).toEqual(first);
    expect(second.size).toBe(6);
  });

  it('is that of the same project in another folder too', () => {
    const copy = mkdtempSync(join(tmpdir(), 'vigil-copy-'));
    cpSync(tiny.project, copy, { recursive: true });

    obtain();
    obtainBundles([tiny.source], { project: copy, folder, build });

    expect(build).toHaveBeenCalledTimes(1);
    rmSync(copy, { recursive: true });
  });

  it.each([
    ['the handler', 'src/handler.ts', 'export const handler = () => 1;', 'index.mjs'],
    ['what it imports', 'src/greeting.ts', 'export const greeting = "good night!!";', 'index.mjs'],
    ['a worker', 'src/worker.ts', 'console.log("idle");', 'workers/worker.mjs'],
    ['data', 'src/table.json', '[1,2,4]', 'data/table.json'],
    [
      'code of a package',
      'node_modules/doubles/index.js',
      'exports.twice = function twice(text) { return text; };',
      'index.mjs',
    ],
    [
      'the version of a package',
      'node_modules/doubles/package.json',
      '{"name":"doubles","version":"1.2.4","main":"index.js"}',
      'index.mjs.cdx.json',
    ],
  ])('is another when %s has changed', async (_, path, text, changed) => {
    const before = obtain();

    tiny.write(path, text);
    await tiny.aged();
    const after = obtain();

    expect(after.get(changed)).not.toEqual(before.get(changed));
    expect(obtain()).toEqual(after);
    expect(build).toHaveBeenCalledTimes(2);
  });

  it.each([
    ['package.json', '{"type":"module","imports":{}}'],
    ['package-lock.json', '{"lockfileVersion":3,"packages":{}}'],
    ['tsconfig.json', '{}'],
    ['node_modules/.package-lock.json', '{}'],
  ])('is built again when %s has changed, which says what is imported', (path, text) => {
    obtain();
    tiny.write(path, text);
    obtain();

    expect(build).toHaveBeenCalledTimes(2);
  });

  it('is found again when a change is taken back', async () => {
    const before = obtain();
    const text = readFileSync(join(tiny.project, 'src/greeting.ts'), 'utf8');
    tiny.write('src/greeting.ts', 'export const greeting = "other";');
    await tiny.aged();
    obtain();
    tiny.write('src/greeting.ts', text);

    expect(obtain()).toEqual(before);
    expect(build).toHaveBeenCalledTimes(2);
  });

  it('is not kept of files that change while it is built', async () => {
    build.mockImplementationOnce((sources, project) => {
      const bundles = buildBundles(sources, project);
      tiny.write('src/greeting.ts', 'export const greeting = "changed meanwhile";');
      return bundles;
    });

    obtain();
    await tiny.aged();
    const after = obtain();

    expect(new TextDecoder().decode(after.get('index.mjs'))).toContain('changed meanwhile');
  });
});

describe('several bundles', () => {
  const other = { entry: 'src/other.ts', workers: ['src/worker.ts'], data: [] };

  beforeEach(async () => {
    tiny.write('src/other.ts', 'import { twice } from "doubles"; export const handler = twice;');
    await tiny.aged();
  });

  it('are those that each is alone', () => {
    expect(buildBundles([other, tiny.source], tiny.project)).toEqual([
      buildBundle(other, tiny.project),
      buildBundle(tiny.source, tiny.project),
    ]);
  });

  it('are built at once, but for those that are kept', async () => {
    const first = obtainBoth();
    tiny.write('src/greeting.ts', 'export const greeting = "good night!!";');
    await tiny.aged();

    const second = obtainBoth();

    expect(build.mock.calls.map(([sources]) => sources)).toEqual([
      [other, tiny.source],
      [tiny.source],
    ]);
    expect(second[0]).toEqual(first[0]);
    expect(second[1]?.get('index.mjs')).not.toEqual(first[1]?.get('index.mjs'));
    expect(obtainBoth()).toEqual(second);
  });

  function obtainBoth() {
    return obtainBundles([other, tiny.source], { project: tiny.project, folder, build });
  }
});

describe('what was kept', () => {
  it.each<[string, (path: string) => void]>([
    ['is cut off', (path) => truncateSync(path, 1_000)],
    ['is empty', (path) => truncateSync(path, 0)],
    ['has another byte in it', (path) => writeFileSync(path, withOtherByte(readFileSync(path)))],
    ['is something else', (path) => copyFileSync(join(tiny.project, 'package.json'), path)],
  ])('and %s is built anew, and kept again', (_, damage) => {
    const sound = obtain();
    for (const name of readdirSync(folder)) damage(join(folder, name));

    expect(obtain()).toEqual(sound);
    expect(obtain()).toEqual(sound);
    expect(build).toHaveBeenCalledTimes(2);
  });

  it('is no more than a few generations, those that were not used longest gone first', async () => {
    const old = Array.from({ length: 50 }, (_, index) => join(folder, `old-${index}`));
    for (const [index, path] of old.entries()) {
      writeFileSync(path, '');
      utimesSync(path, index, index);
    }

    obtain();

    const left = readdirSync(folder);
    expect(left).toHaveLength(36);
    expect(left).toContain('old-49');
    expect(left).not.toContain('old-0');
  });

  it('may be asked for by several at once', async () => {
    const script = `import { obtainBundles } from ${JSON.stringify(join(import.meta.dirname, '../../../lib/bundles/bundle-cache.ts'))};
      const [files] = obtainBundles(...JSON.parse(process.argv[1]));
      console.log(Buffer.from(files.get('index.mjs')).toString('base64'));`;
    const given = JSON.stringify([[tiny.source], { project: tiny.project, folder }]);
    const ask = () =>
      promisify(execFile)(process.execPath, ['--input-type=module', '-e', script, given]);

    const answers = await Promise.all([ask(), ask(), ask()]);

    const index = Buffer.from(obtain().get('index.mjs') ?? []).toString('base64');
    expect(answers.map(({ stdout }) => stdout.trim())).toEqual([index, index, index]);
    expect(build).not.toHaveBeenCalled();
    expect(readdirSync(folder)).toHaveLength(1);
  });
});

describe('where nothing can be kept', () => {
  it('a bundle is built all the same, with a warning', () => {
    const warning = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    const file = join(tiny.project, 'package.json');

    const [files] = obtainBundles([tiny.source], { project: tiny.project, folder: file, build });

    expect(files?.size).toBe(6);
    expect(warning).toHaveBeenCalledWith(expect.stringContaining(file));
  });

  it('a bundle is built each time', () => {
    obtainBundles([tiny.source], { project: tiny.project, folder: undefined, build });
    obtainBundles([tiny.source], { project: tiny.project, folder: undefined, build });

    expect(build).toHaveBeenCalledTimes(2);
  });
});

function obtain() {
  const [files = new Map<string, Uint8Array>()] = obtainBundles([tiny.source], {
    project: tiny.project,
    folder,
    build,
  });

  return files;
}

function withOtherByte(bytes: Buffer): Buffer {
  const middle = Math.floor(bytes.length / 2);
  bytes[middle] = (bytes[middle] ?? 0) ^ 1;

  return bytes;
}
