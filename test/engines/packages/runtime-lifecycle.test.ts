import { expect, it } from 'vitest';
import { runtimeLifecycle } from '../../../functions/engines/packages/runtime-lifecycle.ts';

it('knows the dates of a runtime, and its successor', () => {
  expect(runtimeLifecycle({ packageType: 'Zip', runtime: 'nodejs20.x' })).toEqual({
    runtime: 'nodejs20.x',
    deprecated: '2026-04-30',
    createBlocked: '2027-02-01',
    updateBlocked: '2027-03-03',
    successor: 'nodejs24.x',
  });
});

it('knows none of an image', () => {
  expect(runtimeLifecycle({ packageType: 'Image' })).toBeUndefined();
});

it.each(['nodejs28.x', 'python3.1', 'PYTHON3.12', '', '__proto__', undefined])(
  'throws for %s rather than call it fine',
  (runtime) => {
    expect(() => runtimeLifecycle({ packageType: 'Zip', runtime })).toThrow(
      expect.objectContaining({
        name: 'UnknownRuntime',
        message: expect.stringContaining(runtime === undefined ? 'none' : JSON.stringify(runtime)),
      }),
    );
  },
);
