import { roughly } from '../../core/amounts.ts';
import { lines } from '../../core/evidence.ts';
import { powersIn } from '../../core/mark.ts';
import { milder, type Severity } from '../../core/severity.ts';
import type { FunctionTarget } from '../../core/target.ts';
import { publicCallerMark, publicCallers } from '../../domain/attack/public-callers.ts';
import { byAnyone, reachesOf } from '../../domain/attack/reachability.ts';
import { failIfAny, notApplicable, pass } from '../../domain/check.ts';
import { type Concurrency, mostAtOnce } from '../../domain/concurrency.ts';
import { webAclsBefore } from '../../domain/exposure/entry-point.ts';
import {
  affordableThrottle,
  type OpenTo,
  type PublicSpend,
  publicSpend,
} from '../../domain/exposure/public-spend.ts';
import { throughApi } from '../../domain/exposure/trigger.ts';
import { eachOnce, ratesInWords } from '../../domain/exposure/web-acl.ts';
import { spendRemediation } from '../../domain/remediation/spend-remediation.ts';
import { dollars, invocationPricesOf, rounded } from '../../engines/cost/index.ts';
import { defineCheck } from '../define-check.ts';

/** As many web ACLs as a reader wants. */
const MOST_NAMED = 5;

/** Times the limit of the settings, from where on it is high. */
const FAR_ABOVE = 10;

/** IP addresses that a stranger has to call from, from where on a web ACL makes it milder. */
const MANY_ADDRESSES = 1000;

export const unboundedPublicSpend = defineCheck({
  id: 'usage/unbounded-public-spend',
  target: 'function',
  title: 'Denial of wallet: public callers can drive up the cost',
  severity: 'high',
  practice: 'cost',
  rationale:
    'Where nothing limits who calls, or how often, a denial of service becomes a bill (denial ' +
    'of wallet): Lambda scales until the concurrency of the account is used up. The figure is ' +
    'the most expensive hour that callers can cause: as many calls as are let through, each as ' +
    'long as its timeout allows. It counts Lambda alone, at list prices. Limits outside the ' +
    'function and its APIs, such as a CDN, are not seen. A web ACL limits each IP address and no ' +
    'sum, so that the figure stays; where every way in is behind a rule that blocks, and 1,000 addresses or ' +
    'more are needed to cost that much, it is one severity milder. A rule that counts, that looks ' +
    'at some requests alone or at a header limits no stranger; rule groups are not read. It is reported above the ' +
    'setting maxPublicUsdPerHour, and is medium below ten times that. Where calls that are billed one by ' +
    'one are as bad, it is a part of that finding (usage/public-metered-calls).',
  remediation:
    'Limit the calls at the entry points: throttle the routes of its APIs, require signed ' +
    'requests at its URL, shorten its timeout. Set a budget and a cost anomaly monitor to ' +
    'alert you when it happens anyway.',
  references: [
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html',
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-throttling.html',
    'https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html',
    'https://aws.amazon.com/lambda/pricing/',
  ],
  suppression: { covers: 'who can call, and the cost of an hour, up to the next power of two' },
  cwe: 'CWE-770',
  frameworks: { owasp: ['S6:2017'], csa: ['SAS-8'] },
  needs: ['configuration', 'waysIn', 'openTriggers', 'concurrency', 'maxPublicUsdPerHour'],

  evaluate({ configuration, waysIn, openTriggers, concurrency, maxPublicUsdPerHour: most }) {
    const reaches = byAnyone(reachesOf(waysIn, []));
    if ((reaches.length === 0 && openTriggers.length === 0) || !concurrency) return pass;
    if (concurrency.reserved === 0) return notApplicable;

    const open = { ways: reaches.map(({ way }) => way), triggers: openTriggers };
    const spend = publicSpend(configuration, open, concurrency);
    if (spend.usdPerHour <= most) return pass;

    const { usdPerHour } = spend;
    const addresses = addressesFor(most, spend, configuration);
    const verdict = failIfAny([
      {
        subject: 'function',
        mark: [
          ...publicCallerMark(reaches, openTriggers),
          ...powersIn(usdPerHour, 'US dollars an hour'),
        ],
        severity: severityOf(usdPerHour / most, addresses),
        summary: `Public callers can make it cost ${dollars(usdPerHour)} an hour, ${dollars(usdPerHour * 24)} a day`,
        evidence: lines(
          ...publicCallers(reaches, openTriggers),
          `Concurrency: ${roughly(spend.atOnce)}${limitedBy(spend, configuration, concurrency)}`,
          `Calls: ${callsOf(spend, configuration)}; ${throttleOf(spend)}`,
          `Prices: ${invocationPricesOf(configuration)}, for ${configuration.memoryMb} MB on ${configuration.architecture}`,
          ...webAclsOf(open),
          ...(addresses === undefined
            ? []
            : [`Addresses: ${roughly(addresses)} together make it cost ${dollars(most)} an hour`]),
          'Left out: data transfer, logs, what an API charges itself, and whatever the function calls: see usage/public-metered-calls',
        ),
        remediation: spendRemediation(configuration, open, concurrency, most),
        figures: { usdPerHour: rounded(usdPerHour) },
      },
    ]);
    // The same callers, by the same ways in: what they spend of Lambda is in that finding.
    return { ...verdict, beside: { check: 'usage/public-metered-calls', verdict: pass } };
  },
});

/** How many IP addresses cost as much together; undefined where no web ACL limits each. */
function addressesFor(
  usdPerHour: number,
  { ofOneAddress }: PublicSpend,
  of: FunctionTarget,
): number | undefined {
  if (ofOneAddress === undefined) return undefined;

  return Math.ceil(affordableThrottle(of, usdPerHour) / ofOneAddress);
}

/** @param times how often what the settings allow. */
function severityOf(times: number, addresses: number | undefined): Severity {
  const severity = times < FAR_ABOVE ? 'medium' : 'high';

  return addresses !== undefined && addresses >= MANY_ADDRESSES ? milder(severity) : severity;
}

function webAclsOf({ ways, triggers }: OpenTo): readonly string[] {
  const acls = [...ways, ...triggers.flatMap(throughApi)].flatMap(webAclsBefore);

  return eachOnce(acls)
    .slice(0, MOST_NAMED)
    .map((acl) => `Web ACL ${acl.name}: ${ratesInWords(acl)}`);
}

/** What stops more of it from running at the same time. */
function limitedBy(
  { atOnce, throttle }: PublicSpend,
  { region, timeoutSeconds }: FunctionTarget,
  concurrency: Concurrency,
): string {
  if (atOnce < mostAtOnce(concurrency)) {
    return throttle === undefined
      ? ', the most with which Lambda polls its queue'
      : `, each for its timeout of ${timeoutSeconds} s`;
  }

  return concurrency.reserved === undefined
    ? `, all that is unreserved in ${region}: other functions get none of it then`
    : ', its reserved concurrency';
}

/** What fills the concurrency: as many as possible; or fewer, each up to its timeout. */
function callsOf(
  { callsPerSecond, secondsEach, atOnce }: PublicSpend,
  { timeoutSeconds }: FunctionTarget,
): string {
  if (secondsEach >= timeoutSeconds) {
    return `${roughly(callsPerSecond)} a second, each for its timeout of ${roughly(timeoutSeconds)} s`;
  }

  return (
    `${roughly(callsPerSecond)} a second of ${roughly(secondsEach)} s each, or as few as ` +
    `${roughly(atOnce / timeoutSeconds)} of its timeout of ${roughly(timeoutSeconds)} s`
  );
}

function throttleOf({ throttle }: PublicSpend): string {
  return throttle === undefined
    ? 'no throttle of its own'
    : `its routes let through ${roughly(throttle)} a second`;
}
