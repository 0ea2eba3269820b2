import { expect, it } from 'vitest';
import { alwaysFailing } from '../../../functions/checks/usage/always-failing.ts';
import { describeCheck } from '../../builders/describe-check.ts';
import { functionNamed } from '../../fakes/targets.ts';

const configuration = functionNamed('orders');
const of = (invocations: number, errors: number, activeDays = 12) => ({
  errors: { days: 90, invocations, errors, activeDays },
  configuration,
});

describeCheck(alwaysFailing, {
  passes: [
    { name: 'a function that never fails', facts: of(1_000, 0) },
    { name: 'one that once has not failed', facts: of(1_000, 999) },
    { name: 'one that was not invoked, which is idle', facts: of(0, 0, 0) },
    { name: 'one that was tried a few times', facts: of(9, 9) },
    { name: 'one that failed on one day', facts: of(1_000, 1_000, 1) },
  ],
  fails: [
    { name: 'one that fails whenever it runs', facts: of(10, 10, 2), subjects: ['function'] },
    // An error may come in between the two readings.
    { name: 'one with an error more than runs', facts: of(10, 11, 2), subjects: ['function'] },
  ],
});

it('says how many failed, the same every night', () => {
  expect(alwaysFailing.evaluate(of(1_234, 1_234))).toMatchObject({
    details: [
      {
        summary: 'All invocations of the last 90 days failed',
        evidence: [
          { text: expect.stringContaining('About 1,200 invocations') },
          { text: expect.stringContaining('2025-01-01') },
        ],
      },
    ],
  });
});
