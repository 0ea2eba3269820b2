import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { ownTreeOf, parseJavaScript } from '../../../functions/engines/javascript/parse.ts';

const big = Array.from(
  { length: 6_000 },
  (_, index) => `function f${index}(a, b) { return a + [1, 2].map((x) => x * b + ${index})[0]; }`,
).join('\n');

it('parses the texts of a project once', () => {
  const program = parseJavaScript('a()');

  expect(parseJavaScript('a()')).toBe(program);
  expect(parseJavaScript('b()')).not.toBe(program);
  expect(parseJavaScript('a()')).toBe(program);
});

it('parses anew what one has to write into', () => {
  const program = parseJavaScript('a()');

  expect(ownTreeOf('a()').program).toBe(program);
  expect(ownTreeOf('a()').program).not.toBe(program);
});

it('holds no more than fits', () => {
  const program = parseJavaScript('a()');
  for (let file = 0; file < 5; file += 1) parseJavaScript(`${big}\nvar file = ${file};`);

  expect(parseJavaScript('a()')).not.toBe(program);
});

it.each([
  'if (global.GENTLY) __webpack_require__(4120) = GENTLY.hijack(require);',
  'for (a() of b);',
  'a()++;',
  '"use strict"; a() = 1;',
])('parses %s, as Node does', (text) => {
  expect(() => parseJavaScript(text)).not.toThrow();
});

it.each(['new a() = 1;', 'a + b = 1;', '(() => 1) = 2;'])('does not parse %s', (text) => {
  expect(() => parseJavaScript(text)).toThrow(SyntaxError);
});

it('keeps no tree of the files that went before', () => {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  collect();
  const before = process.memoryUsage().heapUsed;

  // In one job, as an archive is read.
  for (let file = 0; file < 12; file += 1) parseJavaScript(`${big}\nvar file = ${file};`);
  collect();

  // All of them together are 240 MB.
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(100_000_000);
});
