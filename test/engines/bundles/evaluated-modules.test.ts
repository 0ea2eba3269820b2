import { expect, it } from 'vitest';
import { evaluatedModules } from '../../../functions/engines/bundles/evaluated-modules.ts';

const name = `//${'#'} sourceURL=webpack`;
const [one, other] = [`var a = "\\\\";\n${name}://a/b.js?`, `b();\n${name}-internal:///2`];

it.each([
  ['of webpack', `eval(${JSON.stringify(one)})`],
  ['that is trusted', `eval(__webpack_require__.ts(${JSON.stringify(one)}))`],
])('finds the module %s', (_, text) => {
  expect(evaluatedModules(text)).toEqual([one]);
});

it('finds all modules, in order', () => {
  const text = [one, other].map((each) => `f(){eval(${JSON.stringify(each)})}`).join();

  expect(evaluatedModules(text)).toEqual([one, other]);
});

it.each([
  ['that ends nowhere', `eval("a${name}`],
  ['in other quotes', `eval('a${name}')`],
  ['that is no JSON', `eval("\\x41${name}")`],
  ['of other tools', 'eval("quire".replace(/^/,"re"))'],
])('finds none in a text %s', (_, text) => {
  expect(evaluatedModules(text)).toEqual([]);
});
