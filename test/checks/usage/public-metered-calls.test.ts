import { expect, it } from 'vitest';
import { publicMeteredCalls } from '../../../functions/checks/usage/public-metered-calls.ts';
import type { SenderVerification } from '../../../functions/core/code-route.ts';
import type { SignatureCheck } from '../../../functions/core/signature-check.ts';
import type { FunctionTarget } from '../../../functions/core/target.ts';
import type { Concurrency } from '../../../functions/domain/concurrency.ts';
import type { EntryPoint } from '../../../functions/domain/exposure/entry-point.ts';
import type { MeteredCall } from '../../../functions/domain/exposure/metered-call.ts';
import type { Trigger } from '../../../functions/domain/exposure/trigger.ts';
import { describeCheck } from '../../builders/describe-check.ts';
import { routeOf, wayByRoute } from '../../builders/way-of.ts';
import { functionNamed } from '../../fakes/targets.ts';

const url: EntryPoint = { kind: 'url', url: 'https://x.on.aws/', authType: 'NONE', isOpen: true };
const topic: Trigger = { source: 'arn:aws:sns:eu-west-1:111122223333:guests' };
const plain: Concurrency = { account: { total: 1000, unreserved: 1000 } };
const orders = functionNamed('orders', { memoryMb: 1024, timeoutSeconds: 30 });
const at = { path: 'src/login.js', line: 12 };
const sms: MeteredCall = { service: 'sns', operation: 'Publish', ...at };
const mail: MeteredCall = { service: 'ses', operation: 'SendEmail', ...at };
const page: MeteredCall = { service: 'textract', operation: 'AnalyzeExpense', ...at };
const model: MeteredCall = { service: 'bedrock-runtime', operation: 'Converse', ...at };

describeCheck(publicMeteredCalls, {
  passes: [
    asked('no way in', [sms], { waysIn: [] }),
    asked('callers who are authenticated', [sms], { waysIn: [{ ...url, isOpen: false }] }),
    asked('nothing that is billed by the call', []),
    // 14 a second × 3,600 s × $0.0001 is $5.
    asked('mail, which costs little', [mail]),
    asked('a spend limit that no month comes beyond', [{ ...sms, mostUsdPerMonth: 1 }]),
    // 0.4 a second × 3,600 s × $0.00645 is $9.29.
    asked('a throttle that bounds it', [sms], { waysIn: [wayByRoute({ callsPerSecond: 0.4 })] }),
    asked('a model that costs little', [{ ...model, model: 'eu.amazon.nova-micro-v1:0' }]),
    asked('what the settings allow', [sms], { maxPublicUsdPerHour: 465 }),
    asked('what is not in the table', [{ ...sms, operation: 'CreateTopic' }]),
  ],
  fails: [
    failing('text messages', [sms]),
    failing('text messages behind a topic that anyone writes to', [sms], {
      waysIn: [],
      openTriggers: [topic],
    }),
    failing('a spend limit of a thousand dollars', [{ ...sms, mostUsdPerMonth: 1000 }]),
    failing('a model whose id is not known', [model]),
    failing('a throttle that does not bound it', [sms], {
      waysIn: [wayByRoute({ callsPerSecond: 0.5 })],
    }),
    failing('what costs too much together', [
      mail,
      { service: 'stepfunctions', operation: 'StartExecution', ...at },
      { service: 'sesv2', operation: 'SendEmail', ...at },
    ]),
    failing('what the settings do not allow', [sms], { maxPublicUsdPerHour: 464 }),
  ],
});

it('leaves alone what is parked', () => {
  const parked = asked('', [sms], { concurrency: { ...plain, reserved: 0 } }).facts;

  expect(publicMeteredCalls.evaluate(parked)).toEqual({ outcome: 'notApplicable' });
});

it('shows the way from the caller to the call, and what an hour of it costs', () => {
  expect(detailOf([mail, { ...sms, mostUsdPerMonth: 1000 }])).toMatchObject({
    summary: 'Public callers can spend $470 an hour by Publish of Amazon SNS',
    severity: 'high',
    figures: { usdPerHour: 470 },
    evidence: [
      {
        text: 'Who: anyone on the internet calls https://x.on.aws/ (function URL without authorisation)',
      },
      {
        text: "It calls Publish of Amazon SNS: $0.0065 for a text message of one part to the United States, 20 a second, the default quota, are $460 an hour; the account's spend limit is $1,000 a month",
        path: 'src/login.js',
        line: 12,
      },
      {
        text: 'It calls SendEmail of Amazon SES: $0.0001 for an e-mail, 14 a second, the default quota, are $5 an hour',
      },
      { text: expect.stringContaining('Prices and quotas: those of us-east-1') },
      { text: expect.stringMatching(/^Lambda itself costs up to \$\d+ an hour meanwhile/) },
      { text: 'Left out: functions that it invokes' },
    ],
    remediation: expect.stringContaining('aws sns set-sms-attributes --region eu-west-1'),
  });
});

it.each<[string, readonly MeteredCall[], string, number]>([
  // 20 a second × 3,600 s × $0.00645
  ['text messages to whom callers say', [sms], 'high', 460],
  ['text messages within a small limit', [{ ...sms, mostUsdPerMonth: 11 }], 'high', 11],
  ['text messages to a fixed number', [{ ...sms, toFixedNumber: true }], 'medium', 460],
  [
    'some to a fixed number, within a small limit',
    [{ ...sms, toFixedNumber: true, mostUsdPerMonth: 11 }],
    'low',
    11,
  ],
  ['a model', [{ ...model, model: 'anthropic.claude-haiku-4-5-20251001-v1:0' }], 'high', 22],
  // 5 a second × 3,600 s × $0.01
  ['a dear reader of documents', [page], 'medium', 180],
  // 5 a second × 3,600 s × $0.001
  [
    'a cheap one of images',
    [{ service: 'rekognition', operation: 'DetectProtectiveEquipment', ...at }],
    'low',
    18,
  ],
  ['a few text messages besides', [page, { ...sms, mostUsdPerMonth: 1 }], 'medium', 180],
])('rates %s', (_, calls, severity, usdPerHour) => {
  expect(detailOf(calls)).toMatchObject({ severity, figures: { usdPerHour } });
});

it('is another finding once callers choose the number', () => {
  const fixed = detailOf([{ ...sms, toFixedNumber: true }]);

  expect(fixed?.mark).not.toEqual(detailOf([sms])?.mark);
  expect(fixed?.evidence?.[1]?.text).toContain('Publish of Amazon SNS to a fixed number: ');
});

it('says nothing of text messages where there are none', () => {
  const detail = detailOf([{ ...model, model: 'anthropic.claude-haiku-4-5-20251001-v1:0' }]);

  expect(detail?.summary).toBe(
    'Public callers can spend $22 an hour by Converse of Amazon Bedrock',
  );
  expect(detail?.remediation).not.toContain('sns');
});

const slack: SignatureCheck = { kind: 'slack', path: 'app.py', line: 130, column: 5 };
const byRoute = wayByRoute();
const written: Trigger = {
  source: 'arn:aws:sqs:eu-west-1:111122223333:guests',
  polled: { uuid: 'a1', state: 'Enabled', source: 'arn:aws:sqs:eu-west-1:111122223333:guests' },
  writtenBy: [routeOf()],
};

it.each<[string, Partial<Facts>]>([
  ['a URL', {}],
  ['a route', { waysIn: [byRoute] }],
  ['a URL and a route', { waysIn: [url, byRoute] }],
  ['a queue that an API writes to', { waysIn: [], openTriggers: [written] }],
])('is two steps milder where the code verifies who sent what comes by %s', (_, more) => {
  expect(detailOf([sms], { ...more, verifiesSignature: slack })).toMatchObject({
    severity: 'low',
    evidence: expect.arrayContaining([
      {
        text: 'its code verifies the signature of Slack before it acts',
        path: 'app.py',
        line: 130,
        column: 5,
      },
    ]),
  });
});

it('is one step milder where the code verifies a token', () => {
  const verifiesSignature = { ...slack, kind: 'jwt' as const };

  expect(detailOf([sms], { verifiesSignature })?.severity).toBe('medium');
});

it('is milder by a route that comes to one of the code which verifies', () => {
  const check = { ...slack, kind: 'jwt' as const };
  const routes = [
    { method: 'POST', path: '/send', check },
    { method: 'POST', path: '/login' },
  ];
  const severityBy = (key: string) =>
    detailOf([sms], { waysIn: [wayByRoute({ key })], verifiesSignature: { routes } })?.severity;

  expect([severityBy('POST /send'), severityBy('ANY /{proxy+}')]).toEqual(['medium', 'high']);
});

it.each<[string, Partial<Facts>]>([
  ['nothing is verified', { verifiesSignature: undefined }],
  ['no more is seen than a credential', { verifiesSignature: { ...slack, kind: 'credential' } }],
  [
    'something only looks as if it asked',
    { verifiesSignature: { sign: { ...slack, what: 'answers 401' } } },
  ],
  ['an alias may run other code', { waysIn: [url, { ...url, alias: 'live' }] }],
  ['a route leads to an alias', { waysIn: [wayByRoute({ qualifier: 'live' })] }],
  ['everyone may invoke it as well', { waysIn: [url, { kind: 'anyone', statement: 'f/All' }] }],
  ['a topic may be written to as well', { openTriggers: [topic] }],
  [
    'an alias polls the queue',
    {
      waysIn: [],
      openTriggers: [{ ...written, polled: { uuid: 'a1', state: 'Enabled', qualifier: 'live' } }],
    },
  ],
])('is as bad as before where %s', (_, more) => {
  const detail = detailOf([sms], { verifiesSignature: slack, ...more });

  expect(detail?.severity).toBe('high');
  expect(JSON.stringify(detail?.evidence)).not.toContain('verifies');
});

it('is another finding once something else is billed', () => {
  expect(detailOf([sms])?.mark).not.toEqual(detailOf([sms, model])?.mark);
});

interface Facts {
  readonly configuration: FunctionTarget;
  readonly waysIn: readonly EntryPoint[];
  readonly openTriggers: readonly Trigger[];
  readonly concurrency: Concurrency | undefined;
  readonly meteredCalls: readonly MeteredCall[];
  readonly maxPublicUsdPerHour: number;
  readonly verifiesSignature: SenderVerification | undefined;
}

function asked(name: string, meteredCalls: readonly MeteredCall[], more: Partial<Facts> = {}) {
  const facts = {
    configuration: orders,
    waysIn: [url],
    openTriggers: [],
    concurrency: plain,
    maxPublicUsdPerHour: 10,
    verifiesSignature: undefined,
  };

  return { name, facts: { ...facts, meteredCalls, ...more } };
}

function failing(name: string, calls: readonly MeteredCall[], more: Partial<Facts> = {}) {
  return { ...asked(name, calls, more), subjects: ['function'] };
}

function detailOf(calls: readonly MeteredCall[], more: Partial<Facts> = {}) {
  const verdict = publicMeteredCalls.evaluate(asked('', calls, more).facts);

  return verdict.outcome === 'fail' ? verdict.details[0] : undefined;
}
