import { describe, expect, it } from 'vitest';
import { codeEntry, codeKey } from '../../../functions/engines/archive/index.ts';
import { functionNamed } from '../../fakes/targets.ts';

const plain = functionNamed('orders', { runtime: 'nodejs24.x', handler: 'index.handler' });
const wrapped = functionNamed('orders', {
  runtime: 'nodejs24.x',
  handler: 'datadog-lambda-js/handler.handler',
  wrappedHandler: 'index.handler',
});

describe('where Lambda enters the code', () => {
  it('is the configured handler', () => {
    expect(codeEntry(plain)).toEqual({
      runtime: 'nodejs24.x',
      handler: 'index.handler',
      loadsMore: false,
    });
  });

  it('is what a wrapper calls, which brings code of its own', () => {
    expect(codeEntry(wrapped)).toEqual({
      runtime: 'nodejs24.x',
      handler: 'index.handler',
      loadsMore: true,
    });
  });

  it('gives each entry of one code an analysis of its own', () => {
    const other = { ...wrapped, wrappedHandler: 'other.handler' };

    expect(new Set([plain, wrapped, other].map(codeKey)).size).toBe(3);
  });

  it('gives one entry one key, however many handlers were asked for between', () => {
    const key = codeKey(plain);
    const others = Array.from({ length: 1_100 }, (_, number) =>
      codeKey({ ...plain, handler: `handler-${number}.handler` }),
    );

    expect(new Set([key, ...others]).size).toBe(1_101);
    expect(codeKey(plain)).toBe(key);
  });
});
