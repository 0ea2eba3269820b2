import { build, type Format, transform } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { sinksAmong } from './sinks-in.ts';

const sources = {
  'index.ts': [
    "import { runInNewContext } from 'node:vm';",
    "import * as vm from 'node:vm';",
    "import Vm from 'vm';",
    "import { Runner, evaluate, same } from './runner';",
    "import { wrap } from './wrap';",
    "import legacy from './legacy.cjs';",
    'interface Event { body: string; list: string[] }',
    'export const handler = wrap(async (event: Event) => {',
    '  const { code, script } = JSON.parse(event.body);',
    "  eval(same('1'));",
    '  same(code);',
    '  evaluate(code);',
    "  runInNewContext('(' + script + ')');",
    '  new vm.Script(code);',
    '  Vm.runInThisContext(code);',
    '  legacy.compile(code);',
    '  return new Runner(event.list).all();',
    '});',
    'export const other = (event: Event) => eval(event.body);',
  ],
  'runner.ts': [
    'export function evaluate(code: string): unknown { return (0, eval)(code); }',
    'export function same<T>(value: T): T { return value; }',
    'export class Runner {',
    '  readonly #list: string[];',
    '  constructor(list: string[]) { this.#list = list; }',
    '  all() { return this.#list.map((code) => new Function("x", code)); }',
    '}',
  ],
  'wrap.ts': [
    'export const wrap = <E, R>(run: (event: E) => Promise<R>) => async (event: E): Promise<R> => {',
    '  try { return await run(event); } catch (error) { console.error(error); throw error; }',
    '};',
  ],
  'legacy.cjs': [
    "const vm = require('vm');",
    'exports.compile = function compile(code) { return vm.compileFunction(code); };',
  ],
};

const formats: readonly Format[] = ['cjs', 'esm'];

describe('a bundle', () => {
  it.each(
    formats.flatMap((format) => [
      { format, minify: false, target: 'node24' },
      { format, minify: true, target: 'node24' },
      { format, minify: false, target: 'es2016' },
      { format, minify: true, target: 'es2016' },
    ]),
  )('is followed in $format for $target, minified: $minify', async (options) => {
    const path = options.format === 'esm' ? 'index.mjs' : 'index.js';

    const sinks = sinksAmong({ [path]: await bundle(options) });

    expect([...sinks].sort()).toEqual([
      'eval',
      'new Function',
      'new vm.Script',
      'vm.compileFunction',
      'vm.runInNewContext',
      'vm.runInThisContext',
    ]);
  });
});

describe('a bundle that keeps the names of its functions', () => {
  // More than an expression is followed to: that any of them may be meant says nothing.
  const others = Array.from({ length: 40 }, (_, at) => `const other${at} = (x) => x + ${at};`);
  const program = (logged: string) =>
    [
      'const run = (text) => eval(text);',
      'const log = (text) => console.log(text.length);',
      ...others,
      `const all = [run, log, ${others.map((_, at) => `other${at}`).join(', ')}];`,
      `export const handler = async (event) => { ${logged}(event.body); return all.length; };`,
    ].join('\n');

  it.each([
    { called: 'run', expected: ['eval'] },
    { called: 'log', expected: [] },
    { called: 'other39', expected: [] },
  ])('knows $called by the call that names it', async ({ called, expected }) => {
    const { code } = await transform(program(called), {
      format: 'cjs',
      keepNames: true,
      minify: true,
    });

    expect(code).toMatch(/"name",\{value:/);
    expect(sinksAmong({ 'index.js': code })).toEqual(expected);
  });
});

async function bundle(options: { format: Format; minify: boolean; target: string }) {
  const { outputFiles } = await build({
    ...options,
    stdin: { contents: sources['index.ts'].join('\n'), loader: 'ts', resolveDir: '/' },
    bundle: true,
    platform: 'node',
    write: false,
    logLevel: 'silent',
    plugins: [{ name: 'sources', setup: provide }],
  });

  return outputFiles[0]?.text ?? '';
}

type Setup = NonNullable<Parameters<typeof build>[0]['plugins']>[number]['setup'];

function provide({ onResolve, onLoad }: Parameters<Setup>[0]): void {
  onResolve({ filter: /^\.\// }, ({ path }) => ({ path, namespace: 'sources' }));
  onLoad({ filter: /.*/, namespace: 'sources' }, ({ path }) => {
    const [, lines = []] =
      Object.entries(sources).find(([name]) => name.startsWith(path.slice(2))) ?? [];

    return { contents: lines.join('\n'), loader: 'ts' };
  });
}
