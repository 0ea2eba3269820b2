import { about, duration } from '../../core/amounts.ts';
import { lines } from '../../core/evidence.ts';
import { powersIn } from '../../core/mark.ts';
import { failIfAny, pass } from '../../domain/check.ts';
import { dollars, invocationPricesOf, invocationsUsd } from '../../engines/cost/index.ts';
import { defineCheck } from '../define-check.ts';

/** What an invocation may take before it does harm: as long as an API waits for it. */
const HARMLESS_MS = 30_000;

/** Times what nearly all runs take at most. */
const FAR_ABOVE = 10;

/** Times the same, that leaves room for a bad day. */
const ROOM = 3;

/** Of fewer, the hundredth part is none. */
const LEAST_INVOCATIONS = 100;

/** The price of so many hung invocations is shown. */
const HUNG = 1000;

export const excessiveTimeout = defineCheck({
  id: 'usage/excessive-timeout',
  target: 'function',
  title: 'Timeout far above observed duration',
  severity: 'low',
  practice: 'cost',
  rationale:
    'When something that the function calls hangs, each invocation waits, and is paid for, ' +
    'until the timeout ends it. A caller that can make it hang sets the cost, and waiting ' +
    'invocations hold the concurrency that others need.',
  remediation:
    'Set the timeout to a few times the longest observed duration, and give each call a ' +
    'timeout of its own, below it. Keep it where a rare invocation is meant to take long, and ' +
    'suppress this with that reason.',
  references: [
    'https://docs.aws.amazon.com/lambda/latest/dg/configuration-timeout.html',
    'https://docs.aws.amazon.com/lambda/latest/dg/best-practices.html',
  ],
  frameworks: { owasp: ['S6:2017'], csa: ['SAS-8'] },
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
        summary: `The timeout of ${configuration.timeoutSeconds} s is ${about(timeoutMs / p99Ms)} times the p99 duration of ${duration(p99Ms)}`,
        evidence: lines(
          `p99 duration: ${duration(p99Ms)} on the worst of ${days} days, with about ${about(invocations)} invocations in all`,
          `While a call hangs, an invocation takes ${configuration.timeoutSeconds} s instead of ${duration(meanMs)}: one environment then serves ${about(3_600_000 / timeoutMs)} invocations an hour, not ${about(3_600_000 / meanMs)}`,
          `${about(HUNG)} hung invocations cost ${costOf(timeoutMs)} instead of ${costOf(meanMs)}, at ${invocationPricesOf(configuration)}`,
          `proposed timeout: ${proposed} s, ${ROOM} times the p99 duration`,
        ),
      },
    ]);
  },
});
