import { roughly } from '../../core/amounts.ts';
import { type Evidence, lines } from '../../core/evidence.ts';
import { powersIn } from '../../core/mark.ts';
import { publicCallerMark, publicCallers } from '../../domain/attack/public-callers.ts';
import { byAnyone, reachesOf } from '../../domain/attack/reachability.ts';
import { checkOfAll, milderBy } from '../../domain/attack/verified-callers.ts';
import { failIfAny, notApplicable, pass } from '../../domain/check.ts';
import {
  isSteered,
  keyOf,
  type MeteredCall,
  type MeteredSpend,
  meteredSpend,
} from '../../domain/exposure/metered-call.ts';
import { publicSpend } from '../../domain/exposure/public-spend.ts';
import { meteredRemediation } from '../../domain/remediation/metered-remediation.ts';
import { verifiedIn } from '../../domain/remediation/signed-by-sender.ts';
import { dollars, rounded } from '../../engines/cost/index.ts';
import { defineCheck } from '../define-check.ts';

/** Times the limit of the settings, from where on it is medium though callers cannot steer it. */
const FAR_ABOVE = 5;

export const publicMeteredCalls = defineCheck({
  id: 'usage/public-metered-calls',
  target: 'function',
  title: 'Toll fraud: public callers reach calls that are billed one by one',
  severity: 'high',
  practice: 'cost',
  rationale:
    'A public function that sends text messages, asks a model or has a document read spends ' +
    'money for each caller. With text messages callers even earn: they send them to numbers ' +
    'whose operators share the price (SMS pumping). The figure is an hour of these calls: as ' +
    'many as callers get through to the function and AWS lets through by default, each billed ' +
    'as the least that it costs. Quotas that were raised, dearer destinations, models and ' +
    'longer texts make it more; what the code asks before it calls is not read. It is reported ' +
    'above the setting maxPublicUsdPerHour: high where text messages to numbers that callers may ' +
    'choose, and models, cost as much; otherwise medium from five times that on, and low below. Where code in ' +
    'JavaScript or Python is seen to verify who sent each request before it acts, it is milder: by ' +
    'one step for a token, and by two for a signature or a secret of the sender.',
  remediation:
    'Know who calls before the call: authenticate callers, limit the calls of each, and ' +
    'throttle the entry points. Set a budget and a cost anomaly monitor to alert you.',
  references: [
    'https://docs.aws.amazon.com/sns/latest/dg/channels-sms-awssupport-spend-threshold.html',
    'https://docs.aws.amazon.com/sms-voice/latest/userguide/protect.html',
    'https://aws.amazon.com/blogs/messaging-and-targeting/lower-your-risk-of-sms-fraud-with-country-level-blocking-and-amazon-pinpoint/',
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html',
  ],
  suppression: {
    covers: 'who can call, what is billed, and the cost of an hour, up to the next power of two',
  },
  cwe: 'CWE-770',
  frameworks: { owasp: ['S6:2017'], csa: ['SAS-8'] },
  needs: [
    'configuration',
    'waysIn',
    'openTriggers',
    'concurrency',
    'meteredCalls',
    'maxPublicUsdPerHour',
    'verifiesSignature',
  ],

  evaluate(facts) {
    const { configuration, waysIn, openTriggers, concurrency, meteredCalls, verifiesSignature } =
      facts;
    const most = facts.maxPublicUsdPerHour;
    const reaches = byAnyone(reachesOf(waysIn, []));
    if ((reaches.length === 0 && openTriggers.length === 0) || !concurrency) return pass;
    if (concurrency.reserved === 0) return notApplicable;

    const ways = reaches.map(({ way }) => way);
    const { callsPerSecond, usdPerHour: ofLambda } = publicSpend(
      configuration,
      { ways, triggers: openTriggers },
      concurrency,
    );
    const spend = meteredSpend(meteredCalls, callsPerSecond);
    const usdPerHour = sumOf(spend);
    const [dearest] = spend;
    if (!dearest || usdPerHour <= most) return pass;

    const check = checkOfAll(reaches, openTriggers, verifiesSignature);
    const severity = severityOf(spend, most);
    const { operation } = dearest.call;
    return failIfAny([
      {
        subject: 'function',
        mark: [
          ...publicCallerMark(reaches, openTriggers),
          ...meteredCalls.map(markOf),
          ...powersIn(usdPerHour, 'US dollars an hour'),
        ],
        severity: check ? milderBy(check, severity) : severity,
        summary: `Public callers can spend ${dollars(usdPerHour)} an hour by ${operation} of ${dearest.price.name}`,
        evidence: [
          ...lines(...publicCallers(reaches, openTriggers)),
          ...(check ? [verifiedIn(check)] : []),
          ...spend.slice(0, MOST_CALLS).map((each) => evidenceOf(each, callsPerSecond)),
          ...lines(
            'Prices and quotas: those of us-east-1, for the least that a call is billed as',
            `Lambda itself costs up to ${dollars(ofLambda)} an hour meanwhile: see usage/unbounded-public-spend`,
            'Left out: functions that it invokes',
          ),
        ],
        remediation: meteredRemediation(
          configuration,
          spend.map(({ call }) => call),
        ),
        figures: { usdPerHour: rounded(usdPerHour) },
      },
    ]);
  },
});

function severityOf(spend: readonly MeteredSpend[], most: number): 'high' | 'medium' | 'low' {
  if (sumOf(spend.filter(({ call }) => isSteered(call))) > most) return 'high';

  return sumOf(spend) < most * FAR_ABOVE ? 'low' : 'medium';
}

function sumOf(spend: readonly MeteredSpend[]): number {
  return spend.reduce((sum, { usdPerHour }) => sum + usdPerHour, 0);
}

/** Another one once callers choose whom text messages go to. */
function markOf(call: MeteredCall): string {
  return call.toFixedNumber ? `${keyOf(call)} to a fixed number` : keyOf(call);
}

/** As many as a reader wants. */
const MOST_CALLS = 8;

function evidenceOf({ call, price, usdPerHour }: MeteredSpend, callsPerSecond: number): Evidence {
  const { operation, model, mostUsdPerMonth, path, line } = call;
  const what = model === undefined ? operation : `${operation} of ${model}`;
  const to = call.toFixedNumber ? ' to a fixed number' : '';
  const rate = roughly(Math.min(callsPerSecond, price.perSecond));
  const bound = callsPerSecond > price.perSecond ? ', the default quota' : '';
  const limit =
    mostUsdPerMonth === undefined
      ? ''
      : `; the account's spend limit is ${dollars(mostUsdPerMonth)} a month`;

  return {
    text: `It calls ${what} of ${price.name}${to}: ${dollars(price.usd)} for ${price.per}, ${rate} a second${bound}, are ${dollars(usdPerHour)} an hour${limit}`,
    path,
    line,
  };
}
