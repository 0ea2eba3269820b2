import { describe, expect, it } from 'vitest';
import { topicExample } from '../../../functions/engines/iam/topic-example.ts';
import {
  devicePublishing,
  guestPublishing,
  iotPolicy,
  namesPublishing,
} from '../../../functions/engines/iam/topic-publishing.ts';
import { roleOf, type Written } from '../../builders/role-of.ts';
import { processorTime } from '../../processor-time.ts';

const place = { partition: 'aws', region: 'eu-west-1', account: '111122223333' };
const ARN = 'arn:aws:iot:eu-west-1:111122223333:topic/';
const guest = { arn: 'arn:aws:iam::111122223333:role/guests', now: '2026-11-30T02:00:00Z' };
const sub = ['$', '{cognito-identity.amazonaws.com:sub}'].join('');
const thing = ['$', '{iot:Connection.Thing.ThingName}'].join('');

describe('a topic that a pattern and a filter have in common', () => {
  it.each([
    ['*', 'a/b', 'a/b'],
    [`${ARN}*`, 'a/+/c', 'a//c'],
    [`${ARN}a/x/c`, 'a/+/c', 'a/x/c'],
    [`${ARN}a/x/y/c`, 'a/+/c', undefined],
    [`${ARN}a/x/y/c`, 'a/#', 'a/x/y/c'],
    [`${ARN}a/*/c`, 'a/b/+', 'a/b/c'],
    [`${ARN}a/*-x/c`, 'a/+/c', 'a/-x/c'],
    [`${ARN}b/*`, 'a/#', undefined],
    [`${ARN}a/?`, 'a/b', 'a/b'],
    [`${ARN}a/?`, 'a/bc', undefined],
    [`${ARN}a/?/c`, 'a/+/c', 'a/\u{f8ff}/c'],
    [`${ARN}+/c`, 'a/c', undefined],
    [`${ARN}+/c`, '+/c', '+/c'],
    ['arn:aws:iot:us-east-1:111122223333:topic/*', 'a', undefined],
    ['arn:aws:iot:*:*:topic/a', 'a', 'a'],
    [`${ARN}$aws/things/x`, '#', undefined],
    [`${ARN}$aws/things/x`, '$aws/things/+', '$aws/things/x'],
    [`${ARN}a+`, 'a+', 'a+'],
    [`${ARN}ab`, 'a+', undefined],
    [`${ARN}a/#/b`, 'a/#/b', 'a/#/b'],
    ['', 'a', undefined],
  ])('of %s and %s is %s', (pattern, filter, topic) => {
    expect(topicExample(pattern, ARN, filter)).toBe(topic);
  });

  it.each([
    ['of many wildcards', '*a'.repeat(500), 'a'.repeat(500)],
    ['of many wildcards in both', '*a*b'.repeat(250), '+/a/'.repeat(120)],
    ['that is very long', 'a'.repeat(100_000), '#'],
  ])('is looked for in bounded time in one %s', (_, pattern, filter) => {
    expect(processorTime(() => topicExample(pattern, ARN, filter))).toBeLessThan(2_000);
  });
});

describe('a device may publish', () => {
  const all = { Effect: 'Allow', Action: 'iot:*', Resource: '*' };
  const to = (Resource: string, Effect = 'Allow') => ({ Effect, Action: 'iot:Publish', Resource });

  it.each<[string, readonly object[], string | undefined]>([
    ['to any topic', [all], 'any topic'],
    ['to any topic by its type', [to(`${ARN}*`)], 'any topic'],
    ['in any region', [to('arn:aws:iot:*:*:topic/*')], 'any topic'],
    ['to these', [to(`${ARN}devices/x/data`)], 'these'],
    ['to all of a kind', [to(`${ARN}devices/*`)], 'these'],
    ['to the rule by its name', [to(`${ARN}$aws/rules/daily/*`)], 'these'],
    ['as its thing', [to(`${ARN}devices/${thing}/data`)], 'some'],
    [
      'once it is a thing',
      [{ ...all, Condition: { Bool: { 'iot:Connection.Thing.IsAttached': 'true' } } }],
      'some',
    ],
    ['to others', [to(`${ARN}alarms/*`)], undefined],
    ['in another region', [to('arn:aws:iot:us-east-1:111122223333:topic/*')], undefined],
    [
      'and not to these',
      [all, to(`${ARN}devices/*`, 'Deny'), to(`${ARN}$aws/rules/*`, 'Deny')],
      undefined,
    ],
    ['and not to one of these', [all, to(`${ARN}devices/x/data`, 'Deny')], 'any topic'],
    ['to these, and not to others', [all, to(`${ARN}alarms/*`, 'Deny')], 'any topic'],
    ['nothing', [{ Effect: 'Allow', Action: 'iot:Connect', Resource: '*' }], undefined],
    ['what it subscribes to', [{ ...all, Action: ['iot:Subscribe', 'iot:Receive'] }], undefined],
    [
      'all but some',
      [{ Effect: 'Allow', Action: 'iot:Publish', NotResource: `${ARN}alarms/*` }],
      'any topic',
    ],
  ])('%s', (_, Statement, expected) => {
    const policy = iotPolicy(JSON.stringify({ Version: '2012-10-17', Statement }), 'fleet');
    const filters = ['devices/+/data', '$aws/rules/daily', '$aws/rules/daily/#'];

    expect(devicePublishing(policy, filters, place)).toBe(expected);
  });

  it('what no one can read', () => {
    expect(() => iotPolicy('{', 'fleet')).toThrow('it is not JSON');
  });
});

describe('a role of an identity pool may publish', () => {
  const publish = { Action: 'iot:Publish' };

  it.each<[string, readonly Written[], readonly Written[] | undefined, string | undefined]>([
    ['to any topic', [publish], undefined, 'any topic'],
    ['to these', [{ ...publish, Resource: `${ARN}chat/*` }], undefined, 'these'],
    ['below its own id', [{ ...publish, Resource: `${ARN}chat/${sub}` }], undefined, 'these'],
    [
      'below its own id elsewhere',
      [{ ...publish, Resource: `${ARN}own/${sub}` }],
      undefined,
      undefined,
    ],
    [
      'as one identity',
      [{ ...publish, Condition: { StringEquals: { 'cognito-identity.amazonaws.com:sub': 'x' } } }],
      undefined,
      undefined,
    ],
    [
      'once it is signed in',
      [
        {
          ...publish,
          Condition: {
            'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'authenticated' },
          },
        },
      ],
      undefined,
      undefined,
    ],
    ['within its boundary', [publish], [{ Action: 's3:*' }], undefined],
    [
      'where it signs in by Cognito',
      [
        {
          ...publish,
          Condition: {
            StringEquals: { 'aws:FederatedProvider': 'cognito-identity.amazonaws.com' },
          },
        },
      ],
      undefined,
      'any topic',
    ],
    [
      'where it comes from a network',
      [{ ...publish, Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } }],
      undefined,
      'some',
    ],
  ])('%s', (_, statements, boundary, expected) => {
    const role = roleOf([statements], boundary);

    expect(guestPublishing(role, ['chat/+'], place, guest)).toBe(expected);
  });

  it.each([
    ['iot:Publish', true],
    ['iot:*', true],
    ['*', true],
    ['iot:Connect', false],
  ])('as far as a statement on %s shows: %s', (Action, expected) => {
    expect(namesPublishing(roleOf([[{ Action }]]))).toBe(expected);
    expect(namesPublishing(roleOf([[{ Action, Effect: 'Deny' }]]))).toBe(false);
  });
});
