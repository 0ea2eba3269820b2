import { roughly } from '../../core/amounts.ts';
import { compareTexts } from '../../core/compare-texts.ts';
import { firstOf, lines } from '../../core/evidence.ts';
import { fingerprint } from '../../core/fingerprint.ts';
import { type Mark, powersIn } from '../../core/mark.ts';
import { milder, type Severity, worstOf } from '../../core/severity.ts';
import { type FunctionTarget, regionOf } from '../../core/target.ts';
import { publicCallerMark, publicCallers } from '../../domain/attack/public-callers.ts';
import { byAnyone, reachesOf } from '../../domain/attack/reachability.ts';
import { type Detail, failIfAny, notApplicable, pass } from '../../domain/check.ts';
import { type Concurrency, mostAtOnce } from '../../domain/concurrency.ts';
import { webAclsBefore } from '../../domain/exposure/entry-point.ts';
import {
  affordableThrottle,
  type OpenTo,
  type PublicSpend,
  publicSpend,
} from '../../domain/exposure/public-spend.ts';
import {
  type RegionSpend,
  regionSpend,
  type Spender,
  type SpendPart,
} from '../../domain/exposure/region-spend.ts';
import { throughApi } from '../../domain/exposure/trigger.ts';
import { eachOnce, ratesInWords } from '../../domain/exposure/web-acl.ts';
import { cut, cutLines } from '../../domain/notification/plain-text.ts';
import { ownedTogether } from '../../domain/ownership.ts';
import {
  acceptedInWords,
  nameAndRegion,
  ownerInWords,
  partsByOwner,
} from '../../domain/part-words.ts';
import {
  type RemediationPart,
  remediationText,
} from '../../domain/remediation/remediation-text.ts';
import {
  entryPointRemediation,
  spendRemediation,
} from '../../domain/remediation/spend-remediation.ts';
import { identityOf } from '../../domain/target-identity.ts';
import { dollars, invocationPricesOf, rounded } from '../../engines/cost/index.ts';
import { defineCheck } from '../define-check.ts';

/** As many web ACLs as a reader wants. */
const MOST_NAMED = 5;

/** As many functions of a region as a reader wants named. */
const MOST_SPENDERS = 20;

/** Ways to limit the dearest of these. */
const MOST_REMEDIATIONS = 5;

/** Functions that one of them names; more are counted. */
const MOST_TITLED = 3;

const LEAD_OF_REGION =
  'Limit the calls at the entry points, of the dearest functions first: throttle the routes of their APIs, ' +
  'require signed requests at their URLs, shorten their timeouts. Set a budget and a cost anomaly monitor to ' +
  'alert you when it happens anyway.';

/** Characters, of each of these. */
const MOST_REMEDIATION = 900;

/** Characters, of the names of all ways in. */
const MOST_CALLERS = 3_000;

/** Characters, of the first of these in words. */
const MOST_WHO = 240;

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
    'setting maxPublicUsdPerHour. A function that costs ten times that by itself is a finding of its ' +
    'own, and high: where calls that are billed one by one are as bad, a part of that finding ' +
    '(usage/public-metered-calls). The others are one finding for each region, medium: they fill the same ' +
    'concurrency, so that its figure is no sum, but the dearest mix of them that fits.',
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
    const severity = severityOf(usdPerHour / most, addresses);
    const callers = publicCallers(reaches, openTriggers);
    const mark = publicCallerMark(reaches, openTriggers);
    const verdict = failIfAny([
      {
        subject: 'function',
        mark: [...mark, ...powersIn(usdPerHour, 'US dollars an hour')],
        severity,
        summary: `Public callers can make it cost ${dollars(usdPerHour)} an hour, ${dollars(usdPerHour * 24)} a day`,
        evidence: lines(
          ...callers,
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
        ...(severity !== 'high' && {
          part: {
            weight: usdPerHour,
            value: {
              usdPerHour,
              atOnce: spend.atOnce,
              isReserved: concurrency.reserved !== undefined,
              unreserved: concurrency.account.unreserved,
              limit: most,
              ...(isHeld(addresses) && { addresses }),
              callers: namesOf(mark),
              who: cut(callers[0] ?? '', MOST_WHO),
              memoryMb: configuration.memoryMb,
              timeoutSeconds: configuration.timeoutSeconds,
              remediation: cutLines(
                entryPointRemediation(configuration, open, most).join('\n'),
                MOST_REMEDIATION,
              ),
            } satisfies SpendPart,
          },
        }),
      },
    ]);
    // The same callers, by the same ways in: what they spend of Lambda is in that finding.
    return { ...verdict, beside: { check: 'usage/public-metered-calls', verdict: pass } };
  },
});

/**
 * The same of a region: of its functions that cost less than ten times their limit, and of which no rule
 * says anything, what the dearest mix costs.
 */
export const unboundedPublicSpendInRegions = defineCheck({
  ...unboundedPublicSpend,
  target: 'account',
  needs: ['publicSpenders'],

  evaluate({ publicSpenders: { parts, accepted } }) {
    const byRegion = Map.groupBy(parts, ({ arn }) => regionOf(arn));

    return failIfAny(
      [...byRegion].map(([region, spenders]) =>
        regionDetail(
          region,
          regionSpend(spenders),
          accepted.filter(({ arn }) => regionOf(arn) === region),
        ),
      ),
    );
  },
});

function regionDetail(
  region: string,
  { usdPerHour, timesLimit, spenders }: RegionSpend,
  accepted: readonly Spender[],
): Detail {
  const usd = dollars(usdPerHour);
  const [dearest, ...others] = spenders;
  const what =
    dearest && others.length === 0
      ? `${identityOf(dearest.arn).name} in ${region}`
      : `${spenders.length} functions in ${region} together`;
  const unnamed = spenders.slice(MOST_SPENDERS);

  return {
    subject: region,
    mark: [
      ...spenders.flatMap(({ arn, value }) => [
        nameAndRegion(arn),
        ...value.callers.map((caller) => `${identityOf(arn).name}: ${caller}`),
      ]),
      ...powersIn(usdPerHour, 'US dollars an hour'),
    ],
    severity: timesLimit < FAR_ABOVE ? worstOf(spenders.map(({ severity }) => severity)) : 'high',
    summary: `Public callers can make ${what} cost up to ${usd} an hour, ${dollars(usdPerHour * 24)} a day`,
    evidence: lines(
      ...spenders.slice(0, MOST_SPENDERS).map(lineOf),
      ...(others.length > 0
        ? [
            `No sum: those without a reserved concurrency share ${roughly(spenders[0]?.value.unreserved ?? 0)} in ${region}, which the dearest of them fill`,
          ]
        : []),
      ...acceptedInWords(accepted),
      'Left out: functions that are findings of their own, data transfer, logs, what an API charges itself, and whatever the functions call: see usage/public-metered-calls',
      ...(unnamed.length > 0
        ? [`and ${unnamed.length} more, none of them dearer:`, ...partsByOwner(unnamed)]
        : []),
    ),
    remediation: remediationText(LEAD_OF_REGION, remediationParts(spenders)),
    figures: { usdPerHour: rounded(usdPerHour) },
    owned: ownedTogether(spenders.map(({ owned }) => owned)),
  };
}

/** What helps several functions, such as a throttle of their API, once. */
function remediationParts(spenders: readonly Spender[]): readonly RemediationPart[] {
  const able = spenders.filter(({ value }) => value.remediation !== '');

  return [...Map.groupBy(able, ({ value }) => value.remediation)]
    .slice(0, MOST_REMEDIATIONS)
    .map(([text, some]) => ({
      title: firstOf(
        some.map(({ arn }) => identityOf(arn).name),
        MOST_TITLED,
      ).join(', '),
      text,
    }));
}

/** `orders (payments): $67 an hour by itself, of 1024 MB and up to 30 s; Who: anyone …` */
function lineOf({ arn, owned, value }: Spender): string {
  const { usdPerHour, memoryMb, timeoutSeconds, who, addresses } = value;
  const held =
    addresses === undefined
      ? ''
      : `; behind a web ACL, ${roughly(addresses)} addresses make it cost ${dollars(value.limit)} an hour`;

  return `${identityOf(arn).name}${ownerInWords(owned)}: ${dollars(usdPerHour)} an hour by itself, with ${memoryMb} MB and a timeout of ${roughly(timeoutSeconds)} s${held}. ${who}`;
}

/** One for each way; of very many one for all, which is another as soon as one of them is. */
function namesOf(mark: Mark): readonly string[] {
  const names = mark.map((thing) => (typeof thing === 'string' ? thing : thing[0]));
  const text = names.toSorted(compareTexts).join(' ');

  return text.length <= MOST_CALLERS ? names : [`${names.length} ways in (${fingerprint(text)})`];
}

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

  return isHeld(addresses) ? milder(severity) : severity;
}

/** Whether callers need so many addresses that it is milder. */
function isHeld(addresses: number | undefined): addresses is number {
  return addresses !== undefined && addresses >= MANY_ADDRESSES;
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
