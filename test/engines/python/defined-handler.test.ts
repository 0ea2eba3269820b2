import { describe, expect, it } from 'vitest';
import { definedHandler } from '../../../functions/engines/python/index.ts';

describe('the function that Lambda calls', () => {
  it.each([
    ['by its usual name', 'def lambda_handler(event, context):\n    pass\n', 'lambda_handler'],
    ['by its other usual name', 'async def handler(e, _):\n    pass\n', 'handler'],
    ['by its parameters', 'def run(event, context):\n    pass\n', 'run'],
    [
      'by its name before its parameters',
      'def run(event, context):\n    pass\ndef handler(event, context):\n    pass\n',
      'handler',
    ],
    ['that a framework makes', 'from mangum import Mangum\nhandler = Mangum(app)\n', 'handler'],
    ['with any arguments', 'def handler(*args):\n    pass\n', 'handler'],
    ['in a condition', 'if True:\n    def handler(event, context):\n        pass\n', 'handler'],
  ])('is found %s', (_, text, name) => {
    expect(definedHandler(text)).toBe(name);
  });

  it.each([
    ['a function of one parameter', 'def handler(request):\n    pass\n'],
    ['a function of other parameters', 'def add(a, b):\n    pass\n'],
    ['a method', 'class A:\n    def handler(self, event):\n        pass\n'],
    ['a text', 'handler = "a.b"\n'],
    ['what is no Python', '\u0000\u0001 {{{ ]]]'],
  ])('is not %s', (_, text) => {
    expect(definedHandler(text)).toBeUndefined();
  });
});
