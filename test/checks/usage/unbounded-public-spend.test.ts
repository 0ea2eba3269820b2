import { describe, expect, it } from 'vitest';
import {
  unboundedPublicSpend,
  unboundedPublicSpendInRegions,
} from '../../../functions/checks/usage/unbounded-public-spend.ts';
import type { Severity } from '../../../functions/core/severity.ts';
import type { FunctionTarget } from '../../../functions/core/target.ts';
import type { Concurrency } from '../../../functions/domain/concurrency.ts';
import type { ApiRoute } from '../../../functions/domain/exposure/api-route.ts';
import type { EntryPoint } from '../../../functions/domain/exposure/entry-point.ts';
import { type Spender, spendPart } from '../../../functions/domain/exposure/region-spend.ts';
import type { Trigger } from '../../../functions/domain/exposure/trigger.ts';
import type { WebAcl } from '../../../functions/domain/exposure/web-acl.ts';
import { appsyncApiOf } from '../../builders/appsync-api-of.ts';
import { balancerRuleOf } from '../../builders/balancer-rule-of.ts';
import { describeCheck } from '../../builders/describe-check.ts';
import { routeOf, wayByRoute } from '../../builders/way-of.ts';
import { functionNamed } from '../../fakes/targets.ts';

const url: EntryPoint = { kind: 'url', url: 'https://x.on.aws/', authType: 'NONE', isOpen: true };
const anyone: EntryPoint = { kind: 'anyone', statement: 'Everyone' };
const s3: EntryPoint = { kind: 'service', service: 's3.amazonaws.com', isForAnyone: true };
const topic: Trigger = { source: 'arn:aws:sns:eu-west-1:111122223333:guests' };
const queue = (mostAtOnce?: number): Trigger => {
  const source = 'arn:aws:sqs:eu-west-1:111122223333:guests';
  const polled = { uuid: 'u', source, state: 'Enabled', isFiltered: false };

  return { source, polled: { ...polled, ...(mostAtOnce !== undefined && { mostAtOnce }) } };
};
const written = (trigger: Trigger, some: Partial<ApiRoute>): Trigger => ({
  ...trigger,
  writtenBy: [routeOf(some)],
});
const plain: Concurrency = { account: { total: 1000, unreserved: 1000 } };
const orders = functionNamed('orders', { memoryMb: 1024, timeoutSeconds: 30 });

describeCheck(unboundedPublicSpend, {
  passes: [
    asked('no way in', [], {}),
    asked('nothing that strangers get in by', [
      { ...url, isOpen: false },
      { kind: 'account', principal: '444455556666', account: '444455556666' },
      { ...s3, source: 'arn:aws:s3:::uploads', isForAnyone: false },
      // Only its owner can have it send, as long as there is one.
      { ...s3, source: 'arn:aws:s3:::uploads' },
      route({ authorization: 'AWS_IAM' }),
      route({ apiKeyRequired: true }),
      { kind: 'balancer', rule: balancerRuleOf({ authentication: 'OIDC' }) },
      { kind: 'appsync', api: appsyncApiOf() },
    ]),
    asked('an account that runs ten at once, as new ones do', [url], {
      concurrency: { account: { total: 10, unreserved: 10 } },
    }),
    asked('a reserved concurrency that bounds it', [url], { concurrency: reserved(100) }),
    // 5 calls a second of 30 s and 1 GB.
    asked('a throttle that bounds it', [route({ callsPerSecond: 5 })]),
    asked('two throttles that do so together', [
      route({ callsPerSecond: 2 }),
      route({ key: 'PUT /orders', callsPerSecond: 3 }),
    ]),
    asked('a route that lets nothing through', [route({ callsPerSecond: 0 })]),
    asked('an open queue that few at once are polled from', [], { openTriggers: [queue(50)] }),
    asked('a throttled route that writes to its queue', [], {
      openTriggers: [written(queue(), { callsPerSecond: 5 })],
    }),
    asked('what the settings allow', [url], { maxPublicUsdPerHour: 68 }),
  ],
  fails: [
    failing('a function URL', [url]),
    failing('a load balancer', [{ kind: 'balancer', rule: balancerRuleOf() }]),
    failing('a function URL for every account of AWS', [{ ...url, authType: 'AWS_IAM' }]),
    failing('a policy for all', [anyone]),
    failing('a service that anyone may send', [s3]),
    failing('an open route', [route({})]),
    failing('an alias (case 14)', [{ ...anyone, qualifier: 'live' }]),
    failing('a topic that anyone may publish to', [], { openTriggers: [topic] }),
    failing('an open queue', [], { openTriggers: [queue()] }),
    failing('a queue that an open route writes to', [], { openTriggers: [written(queue(), {})] }),
    failing('a throttled route that writes to its queue, beside an open topic', [], {
      openTriggers: [written(queue(), { callsPerSecond: 5 }), topic],
    }),
    failing('an open queue beside an open topic', [], { openTriggers: [queue(2), topic] }),
    failing('a throttled route beside an open topic', [route({ callsPerSecond: 1 })], {
      openTriggers: [topic],
    }),
    failing('an open queue that bounds no URL', [url], { openTriggers: [queue(2)] }),
    failing('a throttle that binds, and not enough', [route({ callsPerSecond: 7 })]),
    failing('a throttle beside a way without one', [route({ callsPerSecond: 1 }), url]),
    failing('a throttle on one of two routes', [
      route({ callsPerSecond: 1 }),
      route({ key: 'PUT /orders' }),
    ]),
    failing('a reserved concurrency that is too high', [url], { concurrency: reserved(500) }),
    failing('what the settings do not allow', [url], { maxPublicUsdPerHour: 67 }),
  ],
});

it('names the route that writes to its queue, and throttles it', () => {
  const verdict = unboundedPublicSpend.evaluate(
    asked('', [], { openTriggers: [written(queue(), { key: 'POST /orders' })] }).facts,
  );

  expect(verdict).toMatchObject({
    details: [
      {
        evidence: expect.arrayContaining([
          {
            text: expect.stringMatching(
              /^Who: anyone on the internet calls POST \/orders of .*, which hands it on to arn:aws:sqs:.*:guests, without authorisation$/,
            ),
          },
        ]),
        remediation: expect.stringContaining('aws apigatewayv2 update-stage --api-id a1'),
      },
    ],
  });
});

describeCheck(unboundedPublicSpendInRegions, {
  passes: [{ name: 'a region without such a function', facts: regionOf([]) }],
  fails: [
    {
      name: 'one finding for each region',
      facts: regionOf([
        spender('orders', {}),
        spender('refunds', {}),
        { ...spender('page', {}), arn: 'arn:aws:lambda:us-east-1:111122223333:function:page' },
      ]),
      subjects: ['eu-west-1', 'us-east-1'],
    },
  ],
});

describe('in a region', () => {
  it('costs no more than fits its concurrency, the dearest first', () => {
    const verdict = unboundedPublicSpendInRegions.evaluate(
      regionOf(
        [
          spender('small', { usdPerHour: 15, memoryMb: 256 }),
          { ...spender('orders', {}), owned: { owner: 'payments' } },
          spender('throttled', { usdPerHour: 20, atOnce: 100 }),
          spender('reserved', { usdPerHour: 33, atOnce: 200, isReserved: true }),
        ],
        [spender('accepted', {})],
      ),
    );

    // 20 for the hundred that are dearest, 900 of 1,000 for 67, and beside them what is reserved.
    expect(verdict).toMatchObject({
      details: [
        {
          subject: 'eu-west-1',
          severity: 'high',
          summary:
            'Public callers can make 4 functions in eu-west-1 together cost up to $110 an hour, $2,700 a day',
          figures: { usdPerHour: 110 },
          owned: { owner: 'payments' },
          mark: expect.arrayContaining([
            'orders: url',
            'small: url',
            '64 US dollars an hour or more',
          ]),
          evidence: [
            {
              text: 'orders (payments): $67 an hour by itself, with 1024 MB and a timeout of 30 s. Who: anyone',
            },
            { text: expect.stringMatching(/^reserved: \$33/) },
            { text: expect.stringMatching(/^throttled: \$20/) },
            { text: expect.stringMatching(/^small: \$15/) },
            { text: expect.stringContaining('share 1,000 in eu-west-1') },
            { text: 'left out: 1 function whose finding is suppressed' },
            { text: expect.stringMatching(/^Left out: functions that are findings of their own/) },
          ],
          remediation: expect.stringContaining(
            'orders, reserved, throttled, and 1 more\nthrottle it',
          ),
        },
      ],
    });
  });

  it.each<[string, readonly Spender[], Severity, number]>([
    ['one', [spender('a', {})], 'medium', 67],
    ['many that share', Array.from({ length: 30 }, (_, i) => spender(`f${i}`, {})), 'medium', 67],
    [
      'many with their own',
      [spender('a', { isReserved: true }), spender('b', { isReserved: true })],
      'high',
      130,
    ],
    ['those behind web ACLs', [held('a'), held('b')], 'low', 130],
    ['one behind a web ACL, and one that is not', [held('a'), spender('b', {})], 'medium', 130],
    [
      'a higher limit',
      [spender('a', { isReserved: true, limit: 30 }), spender('b', {})],
      'medium',
      130,
    ],
  ])('is as severe as what fits: %s', (_, spenders, severity, usdPerHour) => {
    expect(unboundedPublicSpendInRegions.evaluate(regionOf(spenders))).toMatchObject({
      details: [{ severity, figures: { usdPerHour } }],
    });
  });

  it('names a function that is alone, and of very many the dearest', () => {
    const many = Array.from({ length: 30 }, (_, i) => ({
      ...spender(`f${i}`, { usdPerHour: 20 + i }),
      owned: { owner: 'payments' },
    }));

    expect(unboundedPublicSpendInRegions.evaluate(regionOf([spender('a', {})]))).toMatchObject({
      details: [{ summary: expect.stringContaining('can make a in eu-west-1 cost up to $67') }],
    });
    expect(unboundedPublicSpendInRegions.evaluate(regionOf(many))).toMatchObject({
      details: [
        {
          evidence: expect.arrayContaining([
            { text: 'and 10 more, none of them dearer:' },
            { text: expect.stringMatching(/^payments: f0 \(eu-west-1\), f1 /) },
          ]),
        },
      ],
    });
  });

  it('is made of what a function is noted with, unless that is high', () => {
    const noted = partOf([url], {});

    expect(spendPart.parse(noted?.value)).toMatchObject({
      atOnce: 1000,
      isReserved: false,
      unreserved: 1000,
      limit: 10,
      memoryMb: 1024,
      who: expect.stringMatching(/^Who: anyone on the internet/),
      remediation: expect.stringContaining('aws lambda update-function-url-config'),
    });
    expect(partOf([url], { maxPublicUsdPerHour: 6 })).toBeUndefined();
  });

  it('notes few names of very many ways in, and others as soon as there is another', () => {
    const routes = (count: number) =>
      Array.from({ length: count }, (_, index) => route({ key: `GET /orders/${index}` }));
    const [one, other] = [500, 501].map((count) => partOf(routes(count), {})?.value);

    expect(JSON.stringify(one).length).toBeLessThan(6_000);
    expect(spendPart.parse(one).callers).not.toEqual(spendPart.parse(other).callers);
  });
});

describe('behind a web ACL', () => {
  const rule = { name: 'each', requests: 100, seconds: 300, by: 'address' as const };
  const acl = (...rates: WebAcl['rates']): WebAcl => ({ arn: 'arn:acl', name: 'shop', rates });
  const second = { ...acl(), arn: 'arn:acl2', name: 'second' };
  const isUnread = { ...acl(), reason: 'denied' };
  const asWritten = (ways: readonly EntryPoint[], openTriggers: readonly Trigger[] = []) => {
    const verdict = unboundedPublicSpend.evaluate(
      asked('', ways, { openTriggers, maxPublicUsdPerHour: 5 }).facts,
    );
    const [detail] = verdict.outcome === 'fail' ? verdict.details : [];

    return { severity: detail?.severity, text: JSON.stringify(detail?.evidence) };
  };

  // $ 24 an hour are three calls a second and more, and each address may make a third of one.
  it.each<[string, Severity, string, EntryPoint[]]>([
    [
      'one that limits each address',
      'high',
      'lets 100 requests in 300 s',
      [route({ webAcls: [acl(rule)] })],
    ],
    [
      'one that limits each address to few',
      'medium',
      'lets 10 requests in 3600 s of each IP address through',
      [route({ webAcls: [acl({ ...rule, requests: 10, seconds: 3600 })] })],
    ],
    [
      'the narrower of two rules',
      'medium',
      'Addresses: ',
      [route({ webAcls: [acl(rule, { ...rule, requests: 10, seconds: 3600 })] })],
    ],
    [
      'one that limits each address of a load balancer to few',
      'medium',
      'Addresses: ',
      [
        {
          kind: 'balancer',
          rule: balancerRuleOf({ webAcls: [acl({ ...rule, requests: 10, seconds: 3600 })] }),
        },
      ],
    ],
    [
      'one that counts',
      'high',
      'it counts requests, and blocks none',
      [route({ webAcls: [acl({ ...rule, isCounting: true })] })],
    ],
    [
      'one that goes by a header',
      'high',
      'it goes by an address in a header',
      [route({ webAcls: [acl({ ...rule, by: 'header' })] })],
    ],
    [
      'one that sees a part',
      'high',
      'it sees some of the requests alone',
      [route({ webAcls: [acl({ ...rule, isPartial: true })] })],
    ],
    [
      'one that goes by its own keys',
      'high',
      'it goes by keys of its own',
      [route({ webAcls: [acl({ ...rule, by: 'own keys' })] })],
    ],
    [
      'one without such a rule',
      'high',
      'no rule of its own limits how often',
      [route({ webAcls: [acl()] })],
    ],
    [
      'one that was not read',
      'high',
      'its rules were not read (denied)',
      [route({ webAcls: [isUnread] })],
    ],
  ])('%s, is %s', (_, severity, text, ways) => {
    expect(asWritten(ways)).toEqual({ severity, text: expect.stringContaining(text) });
  });

  it('counts the addresses by all that let one through, each ACL once', () => {
    const of = (ways: EntryPoint[]) =>
      Number(/Addresses: ([\d,]+)/.exec(asWritten(ways).text)?.[1]?.replaceAll(',', ''));
    const few = { ...rule, requests: 1, seconds: 1000 };
    const [a, b] = [route({ webAcls: [acl(few)] }), route({ key: 'B', webAcls: [acl(few)] })];
    const both = route({ webAcls: [acl(few), { ...second, rates: [few] }] });

    expect(of([a, b])).toBe(of([a]));
    expect(of([a]) / of([both])).toBeCloseTo(2, 1);
  });

  it('says how many addresses only where each way is behind one that limits them', () => {
    const held = route({ webAcls: [acl(rule)] });

    expect(asWritten([held]).text).toContain('Addresses: ');
    expect(asWritten([held, url]).text).not.toContain('Addresses: ');
    expect(asWritten([held, route({ key: 'B' })]).text).not.toContain('Addresses: ');
    expect(asWritten([held], [topic]).text).not.toContain('Addresses: ');
    expect(asWritten([], [written(queue(), { webAcls: [acl(rule)] })]).text).toContain(
      'Addresses: ',
    );
    expect(asWritten([route({})]).text).not.toContain('Web ACL');
  });
});

it('leaves alone what is parked', () => {
  const parked = asked('', [url], { concurrency: reserved(0) }).facts;

  expect(unboundedPublicSpend.evaluate(parked)).toEqual({ outcome: 'notApplicable' });
});

it('says who, how often, at what price, and what is left out', () => {
  expect(detailOf([url, route({})])).toMatchObject({
    subject: 'function',
    summary: 'Public callers can make it cost $67 an hour, $1,600 a day',
    severity: 'medium',
    figures: { usdPerHour: 67 },
    evidence: [
      {
        text: 'Who: anyone on the internet calls https://x.on.aws/ (function URL without authorisation)',
      },
      { text: expect.stringContaining('anyone on the internet calls GET /orders of the REST API') },
      {
        text: 'Concurrency: 1,000, all that is unreserved in eu-west-1: other functions get none of it then',
      },
      {
        text: 'Calls: 10,000 a second of 0.1 s each, or as few as 33.3 of its timeout of 30 s; no throttle of its own',
      },
      { text: 'Prices: list prices of eu-west-1, for 1024 MB on x86_64' },
      { text: expect.stringMatching(/^Left out: data transfer, logs, /) },
    ],
  });
});

it.each<[string, Partial<Facts>, string, number, string]>([
  // 1,000 × 0.125 GB × 3,600 s × $0.0000166667 + 10,000 × 3,600 × $0.0000002
  ['a small function', { configuration: functionNamed('orders') }, 'medium', 15, '$15 an hour'],
  ['one of 10 GB', { configuration: { ...orders, memoryMb: 10_240 } }, 'high', 610, '$610 an hour'],
  ['one of 1.5 GB', { configuration: { ...orders, memoryMb: 1_536 } }, 'medium', 97, '$97 an hour'],
  ['one of 2 GB', { configuration: { ...orders, memoryMb: 2_048 } }, 'high', 130, '$130 an hour'],
  ['reserved concurrency', { concurrency: reserved(500) }, 'medium', 34, '$34 an hour'],
  [
    'a region whose prices are not known',
    { configuration: { ...orders, region: 'xx-nowhere-9' } },
    'medium',
    67,
    '$67 an hour',
  ],
])('weighs it by what it costs: %s', (_, more, severity, usdPerHour, words) => {
  const detail = detailOf([url], more);

  expect(detail).toMatchObject({ severity, figures: { usdPerHour } });
  expect(detail?.summary).toContain(words);
});

it('says that a throttle binds before concurrency does', () => {
  expect(detailOf([route({ callsPerSecond: 10 })])?.evidence).toMatchObject([
    {},
    { text: 'Concurrency: 300, each for its timeout of 30 s' },
    {
      text: 'Calls: 10 a second, each for its timeout of 30 s; its routes let through 10 a second',
    },
    {},
    {},
  ]);
});

it('says whose prices it takes where those of the region are not known', () => {
  const abroad = { ...orders, region: 'xx-nowhere-9' };

  expect(detailOf([url], { configuration: abroad })?.evidence[3]?.text).toContain(
    'list prices of us-east-1, for those of xx-nowhere-9 are not known',
  );
});

it('names what strangers may write to', () => {
  const detail = detailOf([], { openTriggers: [queue(200)] });

  expect(detail).toMatchObject({ figures: { usdPerHour: 13 } });
  expect(detail?.evidence.slice(0, 2)).toMatchObject([
    {
      text: 'Who: anyone may write to arn:aws:sqs:eu-west-1:111122223333:guests, which triggers it',
    },
    { text: 'Concurrency: 200, the most with which Lambda polls its queue' },
  ]);
  expect(detail?.remediation).toContain('Let only known senders write to arn:aws:sqs:');
});

it('is a part of the finding about calls that are billed one by one (exam 8)', () => {
  const { facts } = asked('', [route({})]);

  expect(unboundedPublicSpend.evaluate(facts)).toMatchObject({
    outcome: 'fail',
    beside: { check: 'usage/public-metered-calls', verdict: { outcome: 'pass' } },
  });
});

it('names five ways in, and counts the rest', () => {
  const ways = Array.from({ length: 7 }, (_, index) => route({ key: `GET /${index}` }));

  expect(detailOf(ways)?.evidence[5]?.text).toBe('and 2 more');
});

interface Facts {
  readonly configuration: FunctionTarget;
  readonly waysIn: readonly EntryPoint[];
  readonly openTriggers: readonly Trigger[];
  readonly concurrency: Concurrency | undefined;
  readonly maxPublicUsdPerHour: number;
}

function asked(name: string, waysIn: readonly EntryPoint[], more: Partial<Facts> = {}) {
  const facts = {
    configuration: orders,
    openTriggers: [],
    concurrency: plain,
    maxPublicUsdPerHour: 10,
  };

  return { name, facts: { ...facts, waysIn, ...more } };
}

function failing(name: string, waysIn: readonly EntryPoint[], more: Partial<Facts> = {}) {
  return { ...asked(name, waysIn, more), subjects: ['function'] };
}

function detailOf(waysIn: readonly EntryPoint[], more: Partial<Facts> = {}) {
  const verdict = unboundedPublicSpend.evaluate(asked('', waysIn, more).facts);

  return verdict.outcome === 'fail' ? verdict.details[0] : undefined;
}

function reserved(reserved: number): Concurrency {
  return { ...plain, reserved };
}

function route(more: Partial<ApiRoute>): EntryPoint {
  const addresses = ['https://a1b2c3.execute-api.eu-west-1.amazonaws.com/live'];

  return wayByRoute({ kind: 'REST', apiId: 'a1b2c3', addresses, ...more });
}

function partOf(ways: readonly EntryPoint[], some: Parameters<typeof asked>[2]) {
  const { facts } = asked('', ways, { maxPublicUsdPerHour: 10, ...some });
  const verdict = unboundedPublicSpend.evaluate(facts);

  return verdict.outcome === 'fail' ? verdict.details[0].part : undefined;
}

function spender(name: string, some: Partial<Spender['value']>): Spender {
  return {
    arn: `arn:aws:lambda:eu-west-1:111122223333:function:${name}`,
    severity: 'medium',
    owned: {},
    value: {
      usdPerHour: 67,
      atOnce: 1000,
      isReserved: false,
      unreserved: 1000,
      limit: 10,
      callers: ['url'],
      who: 'Who: anyone',
      memoryMb: 1024,
      timeoutSeconds: 30,
      remediation: 'throttle it',
      ...some,
    },
  };
}

function held(name: string): Spender {
  return { ...spender(name, { addresses: 5000, isReserved: true }), severity: 'low' };
}

function regionOf(parts: readonly Spender[], accepted: readonly Spender[] = []) {
  return { publicSpenders: { parts, accepted } };
}
