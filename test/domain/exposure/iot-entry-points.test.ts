import { describe, expect, it } from 'vitest';
import { asynchronousWays } from '../../../functions/domain/exposure/asynchronous.ts';
import type { EntryPoint } from '../../../functions/domain/exposure/entry-point.ts';
import {
  functionsInSql,
  type IotCall,
  type IotCaller,
  iotCallerNamed,
  topicInSql,
} from '../../../functions/domain/exposure/iot-call.ts';
import {
  letsInAllOfIot,
  withIotCallers,
} from '../../../functions/domain/exposure/iot-entry-points.ts';
import { resourcePolicyOf, when } from '../../builders/resource-policy-of.ts';

const here = 'eu-west-1:111122223333';
const orders = `arn:aws:lambda:${here}:function:orders`;
const rule = `arn:aws:iot:${here}:rule/daily`;
const authorizer = `arn:aws:iot:${here}:authorizer/devices`;
const byRule = { kind: 'service', service: 'iot.amazonaws.com', source: rule, isForAnyone: false };
const byAny = { kind: 'service', service: 'iot.amazonaws.com', isForAnyone: false };
const runs: IotCaller = { isOff: false, runs: [{ arn: orders }], topic: 'orders/+' };
const on: IotCall = { state: 'on', topic: 'orders/+' };
const waits = { arn: orders, isAwaited: true } as const;

describe('what a rule of AWS IoT is to a function whose policy', () => {
  it.each<[string, object, Partial<IotCaller> | 'gone' | 'unread', readonly object[]]>([
    ['names it, and that it runs', byRule, {}, [{ ...byRule, iot: on }]],
    [
      'names it while it is off',
      byRule,
      { isOff: true },
      [{ ...byRule, iot: { ...on, state: 'off' } }],
    ],
    ['names it, after its end', byRule, 'gone', [{ ...byRule, iot: { state: 'gone' } }]],
    ['names it, while it cannot be read', byRule, 'unread', [byRule]],
    ['names it, and that runs another function', byRule, { runs: [{ arn: `${orders}-2` }] }, []],
    [
      'names it, and that runs an alias',
      byRule,
      { runs: [{ arn: orders, qualifier: 'live' }] },
      [],
    ],
    [
      'of an alias names it, and that runs it',
      { ...byRule, qualifier: 'live' },
      { runs: [{ arn: orders, qualifier: 'live' }] },
      [{ ...byRule, qualifier: 'live', iot: on }],
    ],
    [
      'names it, and that waits for an answer',
      byRule,
      { runs: [waits] },
      [{ ...byRule, iot: { ...on, isAwaited: true } }],
    ],
    [
      'names it, and that waits for one of two',
      byRule,
      { runs: [waits, { arn: orders }] },
      [{ ...byRule, iot: on }],
    ],
    ['names no rule', byAny, {}, [{ ...byRule, iot: on }]],
    ['names no rule, and none runs it', byAny, { runs: [] }, [byAny]],
    ['names no rule, and none can be read', byAny, 'unread', [byAny]],
    [
      'names no account either',
      { ...byAny, isForAnyone: true },
      {},
      [
        { ...byAny, isForAnyone: true },
        { ...byRule, iot: on },
      ],
    ],
    [
      'is for another service',
      { ...byAny, service: 's3.amazonaws.com' },
      {},
      [{ ...byAny, service: 's3.amazonaws.com' }],
    ],
  ])('%s', (_, way, found, expected) => {
    const read =
      found === 'unread'
        ? []
        : [
            found === 'gone'
              ? { arn: rule, exists: false }
              : { arn: rule, exists: true, iot: { ...runs, ...found } },
          ];

    expect(withIotCallers([way as EntryPoint], read, orders)).toEqual(expected);
  });

  it('says of an authorizer that it asks for no signature', () => {
    const way = { ...byRule, source: authorizer } as EntryPoint;
    const iot = { isOff: false, runs: [waits], isUnsigned: true } as const;

    expect(withIotCallers([way], [{ arn: authorizer, exists: true, iot }], orders)).toEqual([
      { ...way, iot: { state: 'on', isUnsigned: true, isAwaited: true } },
    ]);
  });

  it('is one entry point, however many statements let it in', () => {
    const ways = [byRule, byAny, { ...byAny, sourceAccount: '111122223333' }] as EntryPoint[];

    expect(withIotCallers(ways, [{ arn: rule, exists: true, iot: runs }], orders)).toEqual([
      { ...byRule, iot: on },
    ]);
  });

  it('leaves what is none of both as it is', () => {
    const way = {
      ...byRule,
      source: `arn:aws:iot:${here}:provisioningtemplate/fleet`,
    } as EntryPoint;

    expect(withIotCallers([way], [], orders)).toEqual([way]);
  });
});

it.each<[string, object, boolean]>([
  ['a rule that was not read', byRule, true],
  ['a rule that is on', { ...byRule, iot: on }, true],
  ['no rule by its name', byAny, true],
  ['a rule that is off', { ...byRule, iot: { state: 'off' } }, false],
  ['a rule that is gone', { ...byRule, iot: { state: 'gone' } }, false],
  ['a rule that waits for the answer', { ...byRule, iot: { ...on, isAwaited: true } }, false],
  ['an authorizer', { ...byRule, source: authorizer }, false],
  [
    'a hook of fleet provisioning',
    { ...byRule, source: `arn:aws:iot:${here}:provisioningtemplate/f` },
    false,
  ],
])('hands events over, or waits: %s', (_, way, isAsynchronous) => {
  expect(asynchronousWays([way as EntryPoint])).toHaveLength(isAsynchronous ? 1 : 0);
});

it.each<[string, object, boolean]>([
  ['its account alone', when('StringEquals', 'aws:SourceAccount', ['111122223333']), true],
  ['a pattern of rules', when('ArnLike', 'aws:SourceArn', [`arn:aws:iot:${here}:rule/*`]), true],
  ['nothing', {}, true],
  ['a rule', when('ArnLike', 'aws:SourceArn', [rule]), false],
])('sees that a policy names for AWS IoT %s', (_, condition, expected) => {
  const statement = {
    Effect: 'Allow',
    Principal: { Service: 'iot.amazonaws.com' },
    Action: 'lambda:InvokeFunction',
    ...condition,
  };

  expect(letsInAllOfIot(resourcePolicyOf([statement]))).toBe(expected);
  expect(letsInAllOfIot(resourcePolicyOf([{ ...statement, Effect: 'Deny' }]))).toBe(false);
  expect(
    letsInAllOfIot(
      resourcePolicyOf([{ ...statement, Principal: { Service: 's3.amazonaws.com' } }]),
    ),
  ).toBe(false);
});

it.each([
  [rule, { kind: 'rule', name: 'daily' }],
  [authorizer, { kind: 'authorizer', name: 'devices' }],
  [`arn:aws:events:${here}:rule/daily`, undefined],
  [`arn:aws:iot:${here}:thing/daily`, undefined],
  [`arn:aws:iot:${here}:rule/`, undefined],
  [`arn:aws:iot:${here}:rule/a/b`, undefined],
  ['nonsense', undefined],
])('knows %s', (arn, expected) => {
  expect(iotCallerNamed(arn)).toEqual(expected);
});

it('finds the functions that SQL runs', () => {
  const sql = `SELECT *, aws_lambda("${orders}:live", {"a": 1}) AS a, aws_lambda('${orders}', b) FROM 'orders/+' WHERE arn <> "arn:aws:sns:${here}:x"`;

  expect(functionsInSql(sql)).toEqual([{ arn: orders, qualifier: 'live', isAwaited: true }, waits]);
  expect(functionsInSql("SELECT * FROM 'orders/+'")).toEqual([]);
});

it.each([
  ["SELECT * FROM 'orders/+'", 'orders/+'],
  ['select * from "orders/#" where total > 1', 'orders/#'],
  ["SELECT *\nFROM\t'orders/a'", 'orders/a'],
  ["SELECT 'x FROM ' AS a, (SELECT v FROM e) AS b FROM 'orders/a'", 'orders/a'],
  ["SELECT 'from' 'a' AS b", undefined],
  ['SELECT topic(3) AS device', undefined],
  ["SELECT * FROM 'orders", undefined],
  ["SELECT * FROM ''", ''],
])('the topic of %s is %s', (sql, topic) => {
  expect(topicInSql(sql)).toBe(topic);
});
