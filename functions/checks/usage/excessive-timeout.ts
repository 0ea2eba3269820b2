import { about, duration } from '../../core/amounts.ts';
import { lines } from '../../core/evidence.ts';
import { powersIn } from '../../core/mark.ts';
import { failIfAny, pass } from '../../domain/check.ts';
import { dollars, invocationPricesOf, invocationsUsd } from '../../engines/cost/index.ts';
import { defineCheck } from '../define-check.ts';

/** What a run may take before anybody is harmed: as long as an API waits for it. */
const HARMLESS_MS = 30_000;

/** Times what nearly all runs take at most. */
const FAR_ABOVE = 10;

/** Times the same, that leaves room for a bad day. */
const ROOM = 3;

/** Of fewer, the hundredth part is none. */
const LEAST_INVOCATIONS = 100;

/** So many hung runs are told the price of. */
const HUNG = 1000;

export const excessiveTimeout = defineCheck({
  id: 'usage/excessive-timeout',
  target: 'function',
  title: 'A run may take far longer than it ever does',
  severity: 'low',
  practice: 'bill',
  rationale:
    'When something that it calls hangs, each run waits, and is paid for, until the timeout ends it. Whoever can make it hang sets the bill, and runs that wait hold the concurrency that the others need.',
  remediation:
    'Set the timeout to a few times what a run takes at most, and give what it calls timeouts of their own, below it. Leave it where a rare run is meant to take long, and suppress this with that reason.',
  references: [
    'https://docs.aws.amazon.com/lambda/latest/dg/configuration-timeout.html',
    'https://docs.aws.amazon.com/lambda/latest/dg/best-practices.html',
  ],
  suppression: { covers: 'the timeout, up to the next power of two' },
  needs: ['durations', 'configuration'],

  evaluate({ durations, configuration }) {
    if (!durations || durations.invocations < LEAST_INVOCATIONS) return pass;

    const { p99Ms, meanMs, days, invocations } = durations;
    const timeoutMs = configuration.timeoutSeconds * 1000;
    if (timeoutMs <= HARMLESS_MS || timeoutMs <= FAR_ABOVE * p99Ms) return pass;

    const costOf = (ms: number) =>
      dollars(invocationsUsd(configuration, { count: HUNG, seconds: (HUNG * ms) / 1000 }));
    const proposed = Math.max(1, Math.ceil((ROOM * p99Ms) / 1000));
    return failIfAny([
      {
        subject: 'function',
        mark: powersIn(configuration.timeoutSeconds, 'seconds'),
        summary: `Its timeout is ${configuration.timeoutSeconds} s, ${about(timeoutMs / p99Ms)} times what 99 of 100 runs take at most`,
        evidence: lines(
          `99 of 100 runs took ${duration(p99Ms)} at most on the worst of ${days} days, with about ${about(invocations)} runs in all`,
          `While something hangs that it calls, a run takes ${configuration.timeoutSeconds} s in place of ${duration(meanMs)}: one environment then serves ${about(3_600_000 / timeoutMs)} runs an hour, not ${about(3_600_000 / meanMs)}`,
          `${about(HUNG)} hung runs cost ${costOf(timeoutMs)} in place of ${costOf(meanMs)}, at ${invocationPricesOf(configuration)}`,
          `${ROOM} times what they take at most: ${proposed} s`,
        ),
      },
    ]);
  },
});
