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

describe('a package in a bundle', () => {
  const closed =
    '(function () { var free = module; var read = (object, path) => table[path](object); (free.exports = run)._ = run; function run() {} run.get = read; }).call(exports);';
  const bundled = (path: string, body = closed, rest = '') =>
    [
      'var __commonJS = (cb, mod) => function __require() {',
      '  return mod || (0, cb[Object.getOwnPropertyNames(cb)[0]])((mod = { exports: {} }).exports, mod), mod.exports;',
      '};',
      'var __toESM = (mod) => __copyProps(Object.create(Object.getPrototypeOf(mod)), mod);',
      `var require_it = __commonJS({ ${JSON.stringify(path)}(exports, module) { ${body} } });`,
      rest,
      'var import_it = __toESM(require_it());',
      "exports.handler = async (event) => { const text = (0, import_it.get)(JSON.parse(event.body), 'a.b'); eval(text); };",
    ].join('\n');

  it.each([
    ['by the path that its bundler noted', 'node_modules/lodash/lodash.js', ['eval']],
    ['from a folder above', '../../node_modules/lodash/lodash.js', ['eval']],
    ['by a file of it', 'node_modules/underscore/underscore-node-f.cjs', []],
    [
      'as pnpm installs it',
      'node_modules/.pnpm/lodash@4.17.21/node_modules/lodash/lodash.js',
      ['eval'],
    ],
    ['but not as own code', 'src/lodash.js', []],
    ['but not as own code that says so', 'src/my_node_modules/lodash/lodash.js', []],
    ['but not by what is unknown', 'node_modules/tucked/index.js', []],
    [
      'but not by what an unknown one has in it',
      'node_modules/lodash/node_modules/tucked/index.js',
      [],
    ],
  ])('is known %s', (_, path, expected) => {
    expect(sinksAmong({ 'index.js': bundled(path) })).toEqual(expected);
  });

  it('is followed nevertheless', () => {
    const code = bundled('node_modules/lodash/lodash.js', 'exports.pick = (o) => new Function(o);');
    const called = code.replace('eval(text)', 'import_it.pick(text)');

    expect(sinksAmong({ 'index.js': called })).toEqual(['new Function']);
  });

  it('is not what other packages make of it', () => {
    const other =
      'var require_other = __commonJS({ "node_modules/other/index.js"(exports) { exports.run = (o) => eval(require_it().get(o)); } });';
    const code = bundled('node_modules/lodash/lodash.js', closed, other).replace(
      'eval(text)',
      'require_other().run(event)',
    );

    expect(sinksAmong({ 'index.js': code })).toEqual([]);
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
