import { describe, expect, it } from 'vitest';
import { selfTrigger } from '../../../functions/checks/usage/self-trigger.ts';
import type { EntryPoint } from '../../../functions/domain/exposure/entry-point.ts';
import type { EventRule } from '../../../functions/domain/exposure/event-rule.ts';
import type { EventSource } from '../../../functions/domain/exposure/event-source.ts';
import type { Recursion } from '../../../functions/domain/exposure/recursion.ts';
import { describeCheck } from '../../builders/describe-check.ts';
import { roleOf, type Written } from '../../builders/role-of.ts';
import { pushedBy } from '../../fakes/entry-points.ts';
import { eventSourceOf } from '../../fakes/event-sources.ts';
import { functionNamed } from '../../fakes/targets.ts';

const here = 'eu-west-1:111122223333';
const queue = `arn:aws:sqs:${here}:orders`;
const table = `arn:aws:dynamodb:${here}:table/orders`;
const stream = `arn:aws:kinesis:${here}:stream/orders`;
const byTable = eventSourceOf(`${table}/stream/2026-01-01T00:00:00.000`);
const byStream = eventSourceOf(stream);
const byQueue = eventSourceOf(queue);
const bucket = 'arn:aws:s3:::orders';
const topic = `arn:aws:sns:${here}:orders`;
const rule = `arn:aws:events:${here}:rule/shop/all`;
const bus = `arn:aws:events:${here}:event-bus/shop`;
const byRule = {
  sources: [],
  ways: [pushedBy(rule)],
  statements: [{ Action: 'events:PutEvents', Resource: bus }],
};
const catchAll: EventRule = { arn: rule, state: 'on', takesAll: true };
const byBucket = { sources: [], ways: [pushedBy(bucket)] };
const send = { Action: 'sqs:SendMessage', Resource: queue };
const put = { Action: 'dynamodb:PutItem', Resource: table };

interface Given {
  readonly sources?: readonly EventSource[];
  readonly statements?: readonly Written[];
  readonly boundary?: readonly Written[];
  readonly recursion?: Recursion;
  readonly ways?: readonly EntryPoint[];
  readonly rules?: readonly EventRule[];
}

describeCheck(selfTrigger, {
  passes: [
    passing('a role that may not write', { statements: [{ ...put, Action: 'dynamodb:GetItem' }] }),
    passing('another table', { statements: [{ ...put, Resource: `${table}-archive` }] }),
    passing('a role that may write to everything, which the checks of the role report', {
      statements: [{ Action: 'dynamodb:*' }],
    }),
    passing('a role that may write to any table', {
      statements: [{ ...put, Resource: `arn:aws:dynamodb:${here}:table/*` }],
    }),
    passing('all but one table', {
      statements: [{ Action: 'dynamodb:PutItem', NotResource: `${table}-archive` }],
    }),
    passing('what a Deny takes back', { statements: [put, { ...put, Effect: 'Deny' }] }),
    passing('what the boundary takes back', {
      statements: [put],
      boundary: [{ Action: 'dynamodb:GetItem' }],
    }),
    passing('what only the boundary names', {
      statements: [{ Action: 'dynamodb:PutItem' }],
      boundary: [put],
    }),
    passing('a mapping that is switched off', {
      sources: [{ ...byTable, state: 'Disabled' }],
      statements: [put],
    }),
    passing('a queue of which Lambda stops loops and its mapping limits how many run', {
      sources: [{ ...byQueue, mostAtOnce: 2 }],
      statements: [send],
      recursion: 'Terminate',
    }),
    passing('a queue of another account, whose policy has a say', {
      sources: [eventSourceOf('arn:aws:sqs:eu-west-1:444455556666:orders')],
      statements: [{ ...send, Resource: 'arn:aws:sqs:eu-west-1:444455556666:orders' }],
      recursion: 'Allow',
    }),
    passing('a bucket, below a prefix: the notification is not for it', {
      ...byBucket,
      statements: [{ Action: 's3:PutObject', Resource: `${bucket}/out/*` }],
      recursion: 'Allow',
    }),
    passing('another bucket', {
      ...byBucket,
      statements: [{ Action: 's3:PutObject', Resource: `${bucket}-archive/*` }],
      recursion: 'Allow',
    }),
    passing('any bucket, which the checks of the role report', {
      ...byBucket,
      statements: [{ Action: 's3:*', Resource: ['arn:aws:s3:::*', 'arn:aws:s3:::*/*'] }],
      recursion: 'Allow',
    }),
    passing('an API, which runs only when it is called', {
      sources: [],
      ways: [pushedBy(`arn:aws:execute-api:${here}:a1`)],
      statements: [{ Action: 'execute-api:Invoke', Resource: `arn:aws:execute-api:${here}:a1/*` }],
    }),
    passing('a rule that selects some events, perhaps not its own', {
      ...byRule,
      rules: [{ ...catchAll, takesAll: false }],
    }),
    passing('a rule that is switched off', { ...byRule, rules: [{ ...catchAll, state: 'off' }] }),
    passing('a rule that was not looked up', byRule),
    passing('another bus than that of its rule', {
      ...byRule,
      statements: [{ Action: 'events:PutEvents', Resource: `${bus}-archive` }],
      rules: [catchAll],
    }),
    passing('a cluster of Kafka', {
      sources: [eventSourceOf(`arn:aws:kafka:${here}:cluster/orders/1`)],
      statements: [{ Action: 'kafka:*', Resource: `arn:aws:kafka:${here}:cluster/orders/1` }],
    }),
    {
      name: 'what nothing triggers',
      facts: { ...facts({}), rolePermissions: undefined },
    },
  ],
  fails: [
    failing('the table of its stream', { statements: [put] }, [table]),
    failing('the table, by another write', { statements: [{ ...put, Action: 'dynamodb:Up*' }] }, [
      table,
    ]),
    failing(
      'tables whose names begin alike',
      { statements: [{ ...put, Resource: `${table.slice(0, -3)}*` }] },
      [table],
    ),
    failing(
      'a stream, of which a consumer triggers it',
      {
        sources: [eventSourceOf(`${stream}/consumer/fast:1700000000`)],
        statements: [{ Action: 'kinesis:PutRecords', Resource: stream }],
      },
      [stream],
    ),
    failing(
      'a queue, although its mapping limits how many run, for Lambda stops nothing',
      { sources: [{ ...byQueue, mostAtOnce: 2 }], statements: [send], recursion: 'Allow' },
      [queue],
    ),
    failing(
      'the bucket that triggers it',
      {
        ...byBucket,
        statements: [{ Action: 's3:Put*', Resource: `${bucket}/*` }],
        recursion: 'Terminate',
      },
      [bucket],
    ),
    failing('the bus, all of which its rule selects', { ...byRule, rules: [catchAll] }, [bus]),
    failing(
      'the topic that triggers it',
      {
        sources: [],
        ways: [pushedBy(topic)],
        statements: [{ Action: 'sns:Publish', Resource: topic }],
        recursion: 'Terminate',
      },
      [topic],
    ),
    failing(
      'several',
      {
        sources: [byTable, byStream],
        statements: [put, { Action: 'kinesis:PutRecord', Resource: stream }],
      },
      [table, stream],
    ),
  ],
});

describe('how bad it is', () => {
  it.each<[string, Given]>([
    ['a stream, of which nothing stops a loop', { statements: [put] }],
    [
      'a filter may keep its writes out',
      { sources: [{ ...byTable, isFiltered: true }], statements: [put] },
    ],
    [
      'a queue, of which Lambda stops loops',
      { sources: [byQueue], statements: [send], recursion: 'Terminate' },
    ],
    [
      'a queue, of which Lambda is configured to stop none',
      { sources: [byQueue], statements: [send], recursion: 'Allow' },
    ],
  ])('is low while the code is not read: %s', (_, given) => {
    const verdict = selfTrigger.evaluate(facts(given));

    expect(selfTrigger.severity).toBe('low');
    expect(verdict.outcome === 'fail' && verdict.details.map(({ severity }) => severity)).toEqual([
      undefined,
    ]);
  });

  it.each<[string, Given, string]>([
    [
      'a filter may keep its writes out',
      { sources: [{ ...byTable, isFiltered: true }], statements: [put] },
      'as far as a filter allows',
    ],
    [
      'a filter may be there that cannot be read',
      { sources: [{ ...byTable, isFiltered: undefined }], statements: [put] },
      'its criteria would be encrypted',
    ],
  ])('says what may keep it from looping: %s', (_, given, words) => {
    expect(selfTrigger.evaluate(facts(given))).toMatchObject({
      details: [{ evidence: [{ text: expect.stringContaining(words) }, {}, {}] }],
    });
  });

  it('says that a condition may keep it from writing', () => {
    const statement = { ...put, Condition: { StringEquals: { 'dynamodb:LeadingKeys': 'a' } } };

    expect(selfTrigger.evaluate(facts({ statements: [statement] }))).toMatchObject({
      details: [{ summary: expect.stringContaining('under a condition') }],
    });
  });

  it('names the surest of several writes', () => {
    const condition = { StringEquals: { 'dynamodb:LeadingKeys': 'a' } };
    const statements = [
      { ...put, Condition: condition },
      { ...put, Action: 'dynamodb:DeleteItem' },
    ];

    expect(selfTrigger.evaluate(facts({ statements }))).toMatchObject({
      details: [{ summary: expect.stringContaining('may call dynamodb:DeleteItem') }],
    });
  });
});

it('says where the grant stands, and how to stop a loop that is running', () => {
  const verdict = selfTrigger.evaluate(
    facts({ sources: [byQueue], statements: [{ ...send, Sid: 'Again' }], recursion: 'Allow' }),
  );

  expect(verdict).toMatchObject({
    details: [
      {
        evidence: [
          { text: `triggered by ${queue}` },
          { text: `inline policy p0, statement Again, allows sqs:SendMessage on ${queue}` },
          { text: 'Lambda does not stop this loop' },
        ],
        remediation: expect.stringMatching(
          /--reserved-concurrent-executions 0[\s\S]*delete-function-concurrency[\s\S]*--scaling-config 'MaximumConcurrency=2'/,
        ),
      },
    ],
  });
});

function facts({
  sources = [byTable],
  statements = [],
  boundary,
  recursion,
  ways = [],
  rules = [],
}: Given) {
  return {
    eventSources: sources,
    waysIn: ways,
    eventRules: rules,
    rolePermissions: roleOf([statements], boundary),
    recursion,
    configuration: functionNamed('orders'),
    now: '2026-11-26T03:00:00Z',
  };
}

function passing(name: string, given: Given) {
  return { name, facts: facts(given) };
}

function failing(name: string, given: Given, subjects: readonly string[]) {
  return { name, facts: facts(given), subjects };
}
