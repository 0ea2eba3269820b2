import { describe, expect, it } from 'vitest';
import { findWeaknesses } from '../../../functions/engines/javascript/index.ts';

const shown = 'async () => ({ statusCode: 200, body: JSON.stringify(process.env) })';
const agent = "new (require('https').Agent)({ rejectUnauthorized: false })";

/** Of `index.first`, with what other files there are. */
function kindsIn(code: string, others: Readonly<Record<string, string>> = {}): readonly string[] {
  const files = new Map([['index.js', code], ...Object.entries(others)]);

  return findWeaknesses({ files, handler: 'index.first' }).weaknesses.map(({ kind }) => kind);
}

describe('a fault in another handler of the same file', () => {
  it.each([
    ['exports', `exports.first = async () => 1; exports.second = ${shown};`],
    ['module.exports', `module.exports.first = async () => 1; module.exports.second = ${shown};`],
    ['a table', `module.exports = { first: async () => 1, second: ${shown} };`],
    [
      'names in a table',
      `const first = async () => 1; const second = ${shown}; module.exports = { first, second };`,
    ],
    ['declarations', `export const first = async () => 1; export const second = ${shown};`],
    [
      'specifiers',
      `const a = async () => 1; const b = ${shown}; export { a as first, b as second };`,
    ],
    [
      "esbuild's getters",
      `var all = {}; __export(all, { first: () => first, second: () => second }); module.exports = __toCommonJS(all); const first = async () => 1; const second = ${shown}; 0 && (module.exports = { first, second });`,
    ],
    [
      "TypeScript's",
      `Object.defineProperty(exports, '__esModule', { value: true }); exports.second = exports.first = void 0; const first = async () => 1; exports.first = first; const second = ${shown}; exports.second = second;`,
    ],
    [
      'a function that it alone calls',
      `const made = () => ${agent}; const second = async () => made(); const first = async () => 1; module.exports = { first, second };`,
    ],
  ])('is its own, by %s', (_, code) => {
    expect(kindsIn(code)).toEqual([]);
  });

  it.each([
    ['it is this handler', `exports.second = async () => 1; exports.first = ${shown};`],
    [
      'it is this handler by another name',
      `const a = async () => 1; const b = ${shown}; export { a as second, b as first };`,
    ],
    [
      'this one calls it by exports',
      `exports.second = ${shown}; exports.first = async () => exports.second();`,
    ],
    [
      'this one calls it by module.exports',
      `module.exports = { second: ${shown}, first: async () => module.exports.second() };`,
    ],
    [
      'this one may call it by any name',
      `exports.second = ${shown}; exports.first = async ({ name }) => exports[name]();`,
    ],
    [
      'this one calls it by its name',
      `export const second = ${shown}; export const first = async () => second();`,
    ],
    [
      'both call it',
      `const both = ${shown}; exports.first = async () => both(); exports.second = async () => both();`,
    ],
    [
      'it is another name of this one',
      `const a = ${shown}; const b = a; module.exports = { first: b, second: a };`,
    ],
    ['this one wraps it', `const a = ${shown}; exports.first = wrapped(a); exports.second = a;`],
    [
      'a list has it',
      `const a = ${shown}; const all = [a]; exports.second = a; exports.first = async ({ i }) => all[i]();`,
    ],
    [
      'it stands at the top',
      `const made = ${agent}; exports.first = async () => 1; exports.second = async () => made;`,
    ],
    [
      'it runs at the top',
      `const made = (() => ${agent})(); exports.first = async () => 1; exports.second = async () => made;`,
    ],
    [
      'a class has it',
      `class A { async run() { return { statusCode: 200, body: JSON.stringify(process.env) }; } } const a = new A(); exports.first = async () => 1; exports.second = () => a.run();`,
    ],
  ])('is reported where %s', (_, code) => {
    expect(kindsIn(code)).not.toEqual([]);
  });

  it('is reported where another file calls it', () => {
    const code = `exports.second = ${shown}; exports.first = async () => require('./other').run();`;
    const other = "const { second } = require('./index'); exports.run = () => second();";

    expect(kindsIn(code, { 'other.js': other })).toEqual(['environment-returned']);
  });
});
