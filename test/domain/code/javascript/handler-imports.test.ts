import { describe, expect, it } from 'vitest';
import { handlerImports } from '../../../../functions/domain/code/javascript/handler-imports.ts';

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
    ['a question whether require is there', 'typeof require; require.main === module', []],
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
    ['the module that makes one', 'import * as m from "node:module"'],
    ['another process', 'require("child_process")'],
    ['another thread', 'require("worker_threads")'],
    ['eval', 'eval(x)'],
    ['a function made of text', 'new Function(x)'],
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

  it('follows own files, each once, and says which imports what', () => {
    const files = new Map([
      ['src/index.mjs', 'import "../lib/a.js"; import "a";'],
      ['lib/a.js', 'require("./b"); require("../src/index.mjs"); require("b")'],
      ['lib/b/index.js', 'require("c")'],
      ['lib/other.js', 'require("d"); eval(x)'],
    ]);

    expect(handlerImports(files, 'src/index.handler')).toEqual({
      packages: [
        { name: 'a', from: 'src/index.mjs' },
        { name: 'b', from: 'lib/a.js' },
        { name: 'c', from: 'lib/b/index.js' },
      ],
      isWhole: true,
    });
  });

  it.each([
    ['there is no file of the handler', { 'other.js': '' }],
    ['there is too much of it', { 'index.js': ' '.repeat(6_000_001) }],
  ])('is undefined when %s', (_, files: Record<string, string>) => {
    expect(handlerImports(new Map(Object.entries(files)), 'index.handler')).toBeUndefined();
  });
});

function importsOf(files: Readonly<Record<string, string>>) {
  const imports = handlerImports(new Map(Object.entries(files)), 'index.handler');

  return { names: imports?.packages.map(({ name }) => name).sort(), isWhole: imports?.isWhole };
}
