import { about } from '../../core/amounts.ts';
import { daysBefore } from '../../core/days-before.ts';
import { lines } from '../../core/evidence.ts';
import { powersIn } from '../../core/mark.ts';
import { type Detail, failIfAny, pass } from '../../domain/check.ts';
import { type Spike, spikeOf } from '../../domain/invocation-spike.ts';
import { dollars, invocationPricesOf, invocationsUsd, rounded } from '../../engines/cost/index.ts';
import type { Facts } from '../../facts/index.ts';
import { defineCheck } from '../define-check.ts';

/** More in a day than usual: what they call may cost more than they do. */
const MANY = 10_000;

/** US dollars a day, which few invocations can cost too. */
const DEAR = 1;

const DAYS_A_MONTH = 30;

export const spendSpike = defineCheck({
  id: 'usage/spend-spike',
  target: 'function',
  title: 'Invocation spike',
  severity: 'medium',
  practice: 'cost',
  rationale:
    'A serverless function does not go down under a flood of requests: it serves them, and you ' +
    'pay. The same goes for a loop, a retry storm and a crawler. Lambda stops none of them ' +
    'before the concurrency of the account is used up.',
  remediation:
    'Find the caller: check its triggers, its logs of that day, the access logs of its API. ' +
    'Stop it at its source: throttle the route, filter the event, break the loop. Where that ' +
    'takes time, reserved concurrency limits the function at once; it takes from the pool that ' +
    'all functions of the region share, and at 0 it stops this one. If the load is here to ' +
    'stay, the finding closes by itself in its third week.',
  references: [
    'https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html',
    'https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html',
    'https://owasp.org/API-Security/editions/2023/en/0xa4-unrestricted-resource-consumption/',
  ],
  frameworks: { csa: ['SAS-8'] },
  suppression: { covers: 'how many invocations a day, up to the next power of ten' },
  needs: ['dailyInvocations', 'durations', 'configuration'],

  evaluate(facts) {
    const spike = spikeOf(lifetimeOf(facts));
    if (!spike) return pass;

    const usd = extraUsd(spike, facts);
    const isWorthReporting = spike.invocations - spike.usual >= MANY || (usd ?? 0) >= DEAR;
    return isWorthReporting ? failIfAny([detailOf(spike, usd, facts)]) : pass;
  },
});

type SpikeFacts = Pick<Facts['function'], 'dailyInvocations' | 'durations' | 'configuration'>;

/** One that was deployed since may not have been there on the days before its first invocation. */
function lifetimeOf({
  dailyInvocations: { lastDay, counts },
  configuration: { lastModified },
}: SpikeFacts): readonly number[] {
  const firstDay = daysBefore(lastDay, counts.length - 1);
  const first = counts.findIndex((count) => count > 0);

  return lastModified.slice(0, 10) < firstDay ? counts : counts.slice(Math.max(0, first));
}

/** Of that day; undefined where it is not known how long a run takes. */
function extraUsd(
  { invocations, usual }: Spike,
  { durations, configuration }: SpikeFacts,
): number | undefined {
  if (!durations) return undefined;

  const count = invocations - usual;
  return invocationsUsd(configuration, { count, seconds: (count * durations.meanMs) / 1000 });
}

function detailOf(
  { invocations, usual, factor, weeks }: Spike,
  usd: number | undefined,
  { dailyInvocations: { lastDay }, configuration }: SpikeFacts,
): Detail {
  const extra = about(invocations - usual);
  const times = usual > 0 ? `${about(factor)} times the usual` : 'where there are usually none';

  return {
    subject: 'function',
    mark: powersIn(invocations, 'invocations a day', 10),
    // A flood that costs cents may still be one of something else, such as of attempts to log in.
    ...(usd !== undefined && usd < DEAR && { severity: 'low' as const }),
    summary: `About ${about(invocations)} invocations in a day, ${times}`,
    evidence: lines(
      `On ${lastDay}: about ${about(invocations)} invocations`,
      `Usual on that day of the week: about ${about(usual)}, the median of ${weeks} weeks`,
      usd === undefined
        ? `The cost of the ${extra} above it is not known`
        : `The ${extra} above it cost about ${dollars(usd)} that day, at ${invocationPricesOf(configuration)}: for Lambda alone, without what they call`,
    ),
    ...(usd !== undefined && { figures: { usdPerMonth: rounded(usd * DAYS_A_MONTH) } }),
  };
}
