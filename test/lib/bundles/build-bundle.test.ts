import { cpSync, mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildBundle } from '../../../lib/bundles/build-bundle.ts';
import { type TinyProject, tinyProject } from './tiny-project.ts';

let tiny: TinyProject;
let elsewhere: string;

beforeEach(() => {
  tiny = tinyProject();
  elsewhere = mkdtempSync(join(tmpdir(), 'vigil-elsewhere-'));
});

afterEach(() => {
  tiny.remove();
  rmSync(elsewhere, { recursive: true });
});

describe('a bundle', () => {
  it('has the handler, its workers and data, and a bill of materials for each module', () => {
    const { files } = buildBundle(tiny.source, tiny.project);

    expect([...files.keys()].toSorted()).toEqual([
      'data/table.json',
      'index.mjs',
      'index.mjs.cdx.json',
      'index.mjs.map',
      'workers/worker.mjs',
      'workers/worker.mjs.cdx.json',
    ]);
    expect(textOf(files, 'index.mjs')).toContain('good evening');
    expect(textOf(files, 'workers/worker.mjs.cdx.json')).toContain('pkg:npm/doubles@1.2.3');
  });

  it('names the files that its content depends on', () => {
    const { inputs } = buildBundle(tiny.source, tiny.project);

    expect(inputs).toEqual([
      'node_modules/doubles/index.js',
      'node_modules/doubles/package.json',
      'src/greeting.ts',
      'src/handler.ts',
      'src/table.json',
      'src/worker.ts',
    ]);
  });

  it.each([[[]], [['packaged']]])(
    'takes the ES module of a package that has both: %j',
    (conditions) => {
      tiny.write(
        'node_modules/doubles/package.json',
        '{"name":"doubles","version":"1.2.3","exports":{"module":"./es.mjs","default":"./index.js"}}',
      );
      tiny.write('node_modules/doubles/es.mjs', 'export const twice = (a) => "es " + a;');

      const { files } = buildBundle(tiny.source, tiny.project, conditions);

      expect(textOf(files, 'index.mjs')).toContain('es ');
    },
  );

  it('is the same in another folder', () => {
    const copy = join(elsewhere, 'a/deeper/folder');
    cpSync(tiny.project, copy, { recursive: true });

    expect(buildBundle(tiny.source, copy).files).toEqual(
      buildBundle(tiny.source, tiny.project).files,
    );
  });

  it('is the same where the packages are installed in another folder', () => {
    const { files } = buildBundle(tiny.source, tiny.project);
    mkdirSync(join(elsewhere, 'shared'));
    renameSync(join(tiny.project, 'node_modules'), join(elsewhere, 'shared/node_modules'));
    symlinkSync(join(elsewhere, 'shared/node_modules'), join(tiny.project, 'node_modules'));

    expect(buildBundle(tiny.source, tiny.project).files).toEqual(files);
  });

  it('says in its source map where the source is, and not what it says', () => {
    const { files } = buildBundle(tiny.source, tiny.project);

    const map = JSON.parse(textOf(files, 'index.mjs.map'));
    expect(map.sources).toEqual([
      '../node_modules/doubles/index.js',
      '../src/greeting.ts',
      '../src/handler.ts',
    ]);
    expect(map.sourcesContent).toBeUndefined();
  });

  it('leaves out schemas of the SDK that nothing asks for', () => {
    const folder = 'node_modules/@aws-sdk/client-tiny';
    tiny.write(`${folder}/package.json`, '{"name":"@aws-sdk/client-tiny","version":"1.0.0"}');
    tiny.write(
      `${folder}/dist-es/schemas/schemas_0.js`,
      `const _n = "named";
export var Used$ = [3, "asked for", { [_n]: 1 }];
export var Unused$ = [3, "not asked for", { [_n]: 1 }];
`,
    );
    tiny.write(
      'src/greeting.ts',
      `import { Used$ } from '@aws-sdk/client-tiny/dist-es/schemas/schemas_0.js';
export const greeting = JSON.stringify(Used$);`,
    );

    const code = textOf(buildBundle(tiny.source, tiny.project).files, 'index.mjs');

    expect(code).toContain('asked for');
    expect(code).not.toContain('not asked for');
  });

  it('is not built of code that is wrong', () => {
    tiny.write('src/greeting.ts', 'export const greeting =');

    expect(() => buildBundle(tiny.source, tiny.project)).toThrow('src/greeting.ts:1');
  });
});

function textOf(files: ReadonlyMap<string, Uint8Array>, path: string): string {
  return new TextDecoder().decode(files.get(path));
}
