import { expect, it } from 'vitest';
import { excessiveTimeout } from '../../../functions/checks/usage/excessive-timeout.ts';
import { describeCheck } from '../../describe-check.ts';
import { functionNamed } from '../../fakes/targets.ts';

const of = (timeoutSeconds: number, p99Ms: number, invocations = 5_000) => ({
  durations: { days: 90, invocations, p99Ms, meanMs: p99Ms / 2 },
  configuration: functionNamed('orders', { timeoutSeconds, region: 'us-east-1', memoryMb: 1024 }),
});

describeCheck(excessiveTimeout, {
  passes: [
    { name: 'a timeout that fits', facts: of(60, 12_000) },
    { name: 'exactly ten times what runs take', facts: of(60, 6_000) },
    { name: 'one that an API waits for anyway', facts: of(30, 50) },
    { name: 'too few runs to tell', facts: of(900, 50, 99) },
    { name: 'a function that does not run', facts: { ...of(900, 1), durations: undefined } },
  ],
  fails: [
    { name: 'a quarter of an hour for two seconds', facts: of(900, 2_000), subjects: ['function'] },
    { name: 'a little too much', facts: of(31, 3_099, 100), subjects: ['function'] },
  ],
});

it('says what it is measured by, and what a hung dependency takes', () => {
  expect(excessiveTimeout.evaluate(of(900, 2_400))).toMatchObject({
    details: [
      {
        summary: 'Its timeout is 900 s, 380 times what 99 of 100 runs take at most',
        evidence: [
          {
            text: '99 of 100 runs took 2.4 s at most on the worst of 90 days, with about 5,000 runs in all',
          },
          {
            text: 'While something hangs that it calls, a run takes 900 s in place of 1.2 s: one environment then serves 4 runs an hour, not 3,000',
          },
          // 900,000 GB-seconds, in place of 1,200.
          {
            text: '1,000 hung runs cost $15 in place of $0.02, at list prices of us-east-1',
          },
          { text: '3 times what they take at most: 8 s' },
        ],
      },
    ],
  });
});
