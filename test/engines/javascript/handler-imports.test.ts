import { describe, expect, it } from 'vitest';
import { handlerImports } from '../../../functions/engines/javascript/handler-imports.ts';
import { OwnPackages } from '../../../functions/engines/javascript/own-packages.ts';
import { MOST_MENTIONED } from '../../../functions/engines/packages/importers.ts';
import { PackageFolders } from '../../../functions/engines/packages/package-folders.ts';

describe('handlerImports', () => {
  it.each([
    ['require', 'const a = require("a");', ['a']],
    ['a template without holes', 'require(`a`)', ['a']],
    ['import', 'import a from "a"; import "b"; export * from "c"; export { d } from "d";', 'abcd'],
    ['a later import', 'export const handler = async () => import("a");', ['a']],
    ['a scope', 'require("@s/a/lib/x.js")', ['@s/a']],
    ['a path in a package', 'require("a/b/c")', ['a']],
    ['a package that has the name of a part of Node', 'require("punycode/")', ['punycode']],
    ['what Node has built in', 'require("fs"); require("node:path"); require("events")', []],
    ['data', 'require("./data.json")', []],
    ['what parts of Node have built in', 'require("fs/promises"); import("node:util/types")', []],
    [
      'require that is made for its own file',
      'import { createRequire as make } from "node:module"; const require = make(import.meta.url); require("a")',
      ['a'],
    ],
    ['a question whether require is there', 'typeof require; require.main === module', []],
    ['a sum of names', 'require("a" + "/b")', ['a']],
    ['a place for what is global', 'globalThis[Symbol.for("a")] = 1; x.constructor(1)', []],
    ['text that only looks like it', '// require("a")\n"import b"; x.import("c");', []],
  ])('knows all that is imported by %s', (_, code, names) => {
    expect(importsOf({ 'index.js': code })).toEqual({ names: [...names], isWhole: true });
  });

  it.each([
    ['a name that is made up', 'require("a" + x)'],
    ['a later import of such', 'import(x)'],
    ['a template with holes', `require(\`./\${x}\`)`],
    ['another name for require', 'const load = require; load("b")'],
    ['require that is handed on', 'f(require)'],
    ['a place that require looks up', 'require.resolve(x)'],
    ['require of the main module', 'require.main.require(x)'],
    ['a loader that is made', 'import { createRequire as make } from "a"'],
    [
      'a loader that is made for elsewhere',
      'import { createRequire } from "module"; const require = createRequire("/opt/"); require("a")',
    ],
    [
      'a loader of another name',
      'import { createRequire } from "module"; const load = createRequire(import.meta.url)',
    ],
    ['the module that makes one', 'import * as m from "node:module"'],
    ['another process', 'require("child_process")'],
    ['another thread', 'require("worker_threads")'],
    ['eval', 'eval(x)'],
    ['eval of nearly what is known', "eval('(function (' + args + ') { log.call(x) })')"],
    ['a function made of more than what is known', "new Function('return this', x)"],
    ['what makes functions of text, once more', "Function.prototype.constructor('x')"],
    ['what makes functions of text, by a name', "Function.prototype['con' + x]('x')"],
    ['a function made of text', 'new Function(x)'],
    ['a function made of text by a constructor', '[].constructor.constructor(x)'],
    ['eval as text', "globalThis['ev' + 'al'](x)"],
    ['a global of any name', 'globalThis[name](x)'],
    ['a file that is not there', 'require("./gone")'],
    ['a file that is no JavaScript', 'require("./broken")'],
    ['an addon', 'require("./a.node")'],
    ['a name that package.json explains', 'require("#internal")'],
    ['an absolute path', 'require("/opt/a.js")'],
    ['an address', 'import "https://example.com/a.js"'],
    ['code nested too deeply', `${'('.repeat(50_000)}${')'.repeat(50_000)}`],
  ])('does not know all when there is %s', (_, code) => {
    const files = { 'index.js': code, 'broken.js': 'this is {' };

    expect(importsOf(files)).toMatchObject({ isWhole: false });
  });

  it.each([
    [
      'the global object',
      "const root = self || Function('return this')() || new Function('return this;')();",
    ],
    [
      'methods of functions',
      'const { toString } = Function.prototype; x instanceof Function && x !== Function;',
    ],
    [
      'what depd 1 makes',
      `var f = eval('(function (' + args + ') {\\n' + '"use strict"\\n' + 'log.call(deprecate, message, site)\\n' + 'return fn.apply(this, arguments)\\n' + '})');`,
    ],
    [
      'what depd 2 makes',
      `var f = new Function('fn', 'log', 'deprecate', 'message', 'site', \`"use strict"\\nreturn function (\${args}) {log.call(deprecate, message, site)\\nreturn fn.apply(this, arguments)\\n}\`)(fn);`,
    ],
  ])('knows all beside %s', (_, code) => {
    expect(importsOf({ 'index.js': code })).toMatchObject({ isWhole: true });
  });

  it('follows own files, each once, and says which imports what', () => {
    const files = {
      'src/index.mjs': 'import "../lib/a.js"; import "a";',
      'lib/a.js': 'require("./b"); require("../src/index.mjs"); require("b")',
      'lib/b/index.js': 'require("c")',
      'lib/other.js': 'require("d"); eval(x)',
    };

    expect(handlerImports(codeOf(files), 'src/index.handler')).toMatchObject({
      packages: [
        { name: 'a', from: 'src/index.mjs' },
        { name: 'b', from: 'lib/a.js' },
        { name: 'c', from: 'lib/b/index.js' },
      ],
      files: new Set(['src/index.mjs', 'lib/a.js', 'lib/b/index.js']),
      isWhole: true,
    });
  });

  it.each([
    ['the root, where Lambda looks for what is no package', {}, 'lib/b', ['b.js']],
    ['a package that has the name, and not the root', {}, 'installed/b', []],
    ['its own name', { 'package.json': { name: 'shop' } }, 'shop/lib/b', ['b.js']],
    ['the path that Lambda gives to the root', {}, '/var/task/lib/b.js', ['b.js']],
    [
      'its own name, as its exports explain it',
      {
        'package.json': {
          name: 'shop',
          exports: { './x/*': { types: './lib/*.d.ts', import: './lib/*.js' } },
        },
      },
      'shop/x/b',
      ['b.js'],
    ],
    [
      'its own name, which its exports take for one file under several conditions',
      { 'package.json': { name: 'shop', exports: { node: './lib/b.js', default: './lib/c.js' } } },
      'shop',
      ['b.js', 'c.js'],
    ],
    [
      'a name within it',
      { 'package.json': { imports: { '#b': './lib/b.js', '#*': './lib/c.js' } } },
      '#b',
      ['b.js'],
    ],
    [
      'a name within it, which the longest pattern decides',
      { 'package.json': { imports: { '#*': './lib/c.js', '#x/*': './lib/*.js' } } },
      '#x/b',
      ['b.js'],
    ],
    [
      'another package of the workspace, by its main file',
      { 'lib/package.json': { name: '@shop/lib', main: 'c' } },
      '@shop/lib',
      ['c.js'],
    ],
    [
      'a folder, by the main file of its manifest',
      { 'lib/package.json': { main: './b.js' } },
      './lib',
      ['b.js'],
    ],
  ])('finds a file by %s', (_, manifests, specifier, names) => {
    const files = { 'index.js': `require(${JSON.stringify(specifier)})`, ...ownFiles };
    const imports = handlerImports(
      codeOf({ ...files, ...manifests, 'node_modules/installed/b.js': '' }),
      'index.handler',
    );

    expect([...(imports?.files ?? [])].slice(1)).toEqual(names.map((name) => `lib/${name}`));
    expect(imports?.isWhole).toBe(true);
  });

  it.each([
    ['a name within it that nothing explains', '#gone', { imports: { '#b': './lib/b.js' } }],
    ['a name within it that leads to no file', '#b', { imports: { '#b': './gone.js' } }],
    ['its own name, with a path that it does not export', 'shop/lib/b', { exports: './lib/c.js' }],
    ['its own name, without its files', 'shop/gone', {}],
    ['its own name, with exports that only waste time', 'shop', { exports: deep(300) }],
  ])('does not know all of %s', (_, specifier, manifest) => {
    const imports = handlerImports(
      codeOf({
        'index.js': `require(${JSON.stringify(specifier)})`,
        ...ownFiles,
        'package.json': { name: 'shop', ...manifest },
      }),
      'index.handler',
    );

    expect(imports?.isWhole).toBe(false);
  });

  it.each([
    "__dirname + '/lib/b'",
    "path.join(__dirname, 'lib', 'b.js')",
    "require.resolve(__dirname + '/lib/b')",
  ])('finds a file by a path from the folder: %s', (path) => {
    const files = { 'index.js': `require(${path})`, ...ownFiles };

    expect(handlerImports(codeOf(files), 'index.handler')).toMatchObject({
      files: new Set(['index.js', 'lib/b.js']),
      isWhole: true,
    });
  });

  it('finds the package that a name within the project means', () => {
    const manifest = { imports: { '#a': { node: 'a', default: './lib/b.js' } } };
    const imports = handlerImports(
      codeOf({ 'index.js': 'import "#a"', 'package.json': manifest, ...ownFiles }),
      'index.handler',
    );

    expect(imports?.packages).toEqual([{ name: 'a', from: 'index.js' }]);
    expect(imports?.files).toContain('lib/b.js');
  });

  it('knows the words that may name what a framework loads', () => {
    const code = 'app.set("view engine", "pug"); knex({ client: `@s/pg/lib` }); "two words"';

    expect(handlerImports(codeOf({ 'index.js': code }), 'index.handler')?.mentioned).toEqual(
      new Set(['pug', '@s/pg']),
    );
  });

  it('knows those that name a package of the archive, however many there are', () => {
    const words = ['pug', ...Array.from({ length: MOST_MENTIONED }, (_, at) => `w${at}`)];
    const files = { 'index.js': `f(${JSON.stringify(words)})`, 'node_modules/pug/index.js': '' };
    const { mentioned } = handlerImports(codeOf(files), 'index.handler') ?? {};

    // Words are collected from the last to the first.
    expect(mentioned).toContain('pug');
    expect(mentioned?.size).toBeLessThanOrEqual(MOST_MENTIONED + 1);
  });

  it('is undefined when there is no file of the handler', () => {
    expect(handlerImports(codeOf({ 'other.js': '' }), 'index.handler')).toBeUndefined();
  });

  it.each([
    ['of packages', 6_000_001, { 'node_modules/a/index.js': '' }],
    ['of code alone', 1_500_001, {}],
  ])('knows the files, but not all, when there is too much %s', (_, characters, more) => {
    const files = { 'index.js': ' '.repeat(characters), ...more };

    expect(handlerImports(codeOf(files), 'index.handler')).toMatchObject({
      files: new Set(['index.js']),
      isWhole: false,
    });
  });
});

const ownFiles = { 'lib/b.js': '', 'lib/c.js': '' };

/** Conditions within one another. */
function deep(width: number): object {
  return Object.fromEntries(Array.from({ length: width }, (_, at) => [`c${at}`, './lib/b.js']));
}

type Files = Readonly<Record<string, string | object>>;

function codeOf(files: Files) {
  const texts = Object.entries(files).map(
    ([path, content]) =>
      [path, typeof content === 'string' ? content : JSON.stringify(content)] as const,
  );

  return {
    files: new Map(texts.filter(([path]) => !/node_modules|package\.json/.test(path))),
    own: new OwnPackages(texts.filter(([path]) => path.endsWith('package.json'))),
    folders: new PackageFolders(Object.keys(files)),
  };
}

function importsOf(files: Files) {
  const imports = handlerImports(codeOf(files), 'index.handler');

  return { names: imports?.packages.map(({ name }) => name).sort(), isWhole: imports?.isWhole };
}
