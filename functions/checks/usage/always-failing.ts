import { about } from '../../core/amounts.ts';
import { lines } from '../../core/evidence.ts';
import { failIfAny, pass } from '../../domain/check.ts';
import { defineCheck } from '../define-check.ts';

/** Fewer may all have been manual attempts. */
const LEAST_INVOCATIONS = 10;

/** On one day alone it may have been an outage of something else. */
const LEAST_DAYS = 2;

export const alwaysFailing = defineCheck({
  id: 'usage/always-failing',
  target: 'function',
  title: 'Every invocation fails',
  severity: 'medium',
  practice: 'idle functions',
  rationale:
    'It is in use, achieves nothing, and fails silently. Its failures are paid for, twice and ' +
    'three times where they are retried, and its work, such as to check, to clean up or to ' +
    'alert, is not done.',
  remediation:
    'Read its latest logs, and fix or delete it. Then set an alarm on its metric Errors, and a ' +
    'dead-letter queue or a destination for failed events, so that the next failure is noticed.',
  references: [
    'https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html',
    'https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html',
  ],
  suppression: { whole: 'all of its invocations fail' },
  needs: ['errors', 'configuration'],

  evaluate({ errors: { days, invocations, errors, activeDays }, configuration }) {
    const isEach = errors >= invocations;
    if (invocations < LEAST_INVOCATIONS || activeDays < LEAST_DAYS || !isEach) return pass;

    return failIfAny([
      {
        subject: 'function',
        summary: `All invocations of the last ${days} days failed`,
        evidence: lines(
          `About ${about(invocations)} invocations in the last ${days} whole days, and none without an error`,
          `Last deployed or configured on ${configuration.lastModified.slice(0, 10)}`,
        ),
      },
    ]);
  },
});
