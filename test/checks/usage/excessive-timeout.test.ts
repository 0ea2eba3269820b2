import { expect, it } from 'vitest';
import { excessiveTimeout } from '../../../functions/checks/usage/excessive-timeout.ts';
import { describeCheck } from '../../builders/describe-check.ts';
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
    { name: 'too few runs to judge by', facts: of(900, 50, 99) },
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
        summary: 'The timeout of 900 s is 380 times the p99 duration of 2.4 s',
        evidence: [
          {
            text: 'p99 duration: 2.4 s on the worst of 90 days, with about 5,000 invocations in all',
          },
          {
            text: 'While a call hangs, an invocation takes 900 s instead of 1.2 s: one environment then serves 4 invocations an hour, not 3,000',
          },
          // 900,000 GB-seconds, in place of 1,200.
          {
            text: '1,000 hung invocations cost $15 instead of $0.02, at list prices of us-east-1',
          },
          { text: 'proposed timeout: 8 s, 3 times the p99 duration' },
        ],
      },
    ],
  });
});
