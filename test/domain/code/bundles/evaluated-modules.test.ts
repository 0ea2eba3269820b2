import { expect, it } from 'vitest';
import { evaluatedModules } from '../../../../functions/domain/code/bundles/evaluated-modules.ts';

it.each([
  [
    'of webpack',
    'eval("var a = \\"\\\\\\\\\\";\\n//# sourceURL=webpack://a")',
    'var a = "\\\\";\n//# sourceURL=webpack://a',
  ],
  ['that is trusted', 'eval(__webpack_require__.ts("b()"))', 'b()'],
])('finds the module %s', (_, text, module) => {
  expect(evaluatedModules(text)).toEqual([module]);
});

it('finds all modules, in order', () => {
  expect(evaluatedModules('f(){eval("a")},g(){eval("b")}')).toEqual(['a', 'b']);
});

it.each(['eval("a', 'eval("\\x41")', "eval('a')", 'eval(a)'])('finds none in %s', (text) => {
  expect(evaluatedModules(text)).toEqual([]);
});
