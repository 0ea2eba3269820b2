import { describe, expect, it } from 'vitest';
import {
  changeWords,
  type DecidedChange,
  keptChanges,
} from '../../functions/core/decided-change.ts';

const change: DecidedChange = {
  ...{ kind: 'removes', call: 'dynamodb:DeleteItem', by: 'key' },
  ...{ path: 'index.js', line: 1, column: 1 },
};

describe('changes that requests decide', () => {
  it.each([
    ['many', Array.from({ length: 300 }, () => change)],
    ['a long name', [{ ...change, call: 'x'.repeat(200) }]],
    ['a long path', [{ ...change, route: { method: 'GET', path: 'x'.repeat(200) } }]],
  ])('are kept with %s', (_, changes) => {
    expect(keptChanges({ changes })).toEqual({ changes });
  });

  it.each([
    ['too many', Array.from({ length: 301 }, () => change)],
    ['a hostile name', [change, { ...change, call: 'x'.repeat(201) }]],
    ['a hostile path', [change, { ...change, route: { method: 'GET', path: 'x'.repeat(201) } }]],
  ])('are not kept with %s', (_, changes) => {
    expect(keptChanges({ changes })).toBeUndefined();
  });

  it('say that a role is given', () => {
    expect(changeWords({ ...change, kind: 'changes', by: 'rights' })).toBe(
      'gives an account the role or group that the request names',
    );
  });
});
