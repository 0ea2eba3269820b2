import { describe, expect, it } from 'vitest';
import type { EntryPoint } from '../../../functions/domain/exposure/entry-point.ts';
import { callersAmong } from '../../../functions/domain/exposure/known-callers.ts';
import { routeOf } from '../../builders/way-of.ts';

const rule = 'arn:aws:events:eu-west-1:111122223333:rule/nightly';
const ranges = 'arn:aws:sns:us-east-1:806199016981:AmazonIpSpaceChanged';
const nightly = serviceOf('events', rule, { isSchedule: true });
const announced = serviceOf('sns', ranges);
const queue = { uuid: 'a', source: 'arn:aws:sqs:eu-west-1:111122223333:q', state: 'Enabled' };
const api = 'arn:aws:execute-api:eu-west-1:111122223333:a1b2c3';

describe('who sends events that no one outside chooses', () => {
  it.each<[what: string, ways: readonly EntryPoint[], senders: readonly string[]]>([
    ['a schedule', [nightly], ['the schedule nightly']],
    [
      'a schedule, for two versions',
      [nightly, { ...nightly, qualifier: '1' }],
      ['the schedule nightly'],
    ],
    ["AWS's own topic", [announced], [`the topic ${ranges} of AWS itself`]],
    ['both', [nightly, announced], ['the schedule nightly', `the topic ${ranges} of AWS itself`]],
    ['nothing that is seen', [], []],
    ['a rule for what happens', [serviceOf('events', rule)], []],
    ['a schedule beside a topic', [nightly, serviceOf('sns', ranges.replace('806', '111'))], []],
    ['a schedule beside an API', [nightly, route('NONE')], []],
    ['rules of anyone', [{ ...nightly, isForAnyone: true }], []],
    ['a service without a source', [serviceOf('events', undefined)], []],
    ['a schedule beside an account', [nightly, { kind: 'account', principal: '*' }], []],
  ])('%s', (_, ways, senders) => {
    expect(callersAmong(ways, []).fixedBy).toEqual(senders);
  });

  it('is no one where a queue leads to it as well, until that is switched off', () => {
    expect(callersAmong([nightly], [queue]).fixedBy).toEqual([]);
    expect(callersAmong([nightly], [{ ...queue, state: 'Disabled' }]).fixedBy).toHaveLength(1);
  });
});

describe('routes whose callers API Gateway verifies', () => {
  it.each<[what: string, ways: readonly EntryPoint[], count: number]>([
    ['a user pool', [route('COGNITO_USER_POOLS')], 1],
    ['a token, and the preflight', [route('JWT'), route('NONE', 'OPTIONS /orders')], 1],
    ['what the policy lets its API do', [route('JWT'), serviceOf('apigateway', api)], 1],
    ['what it lets any other do', [route('JWT'), serviceOf('apigateway', `${api}4`)], 0],
    ['what it lets that of anyone do', [route('JWT'), anyones()], 0],
    ['two of which one asks nothing', [route('JWT'), route('NONE', 'GET /public')], 0],
    ['an authorizer of the account, which may verify nothing', [route('CUSTOM')], 0],
    ['signed requests', [route('AWS_IAM')], 0],
    ['a schedule', [nightly, route('JWT')], 0],
    ['none', [], 0],
  ])('%s', (_, ways, count) => {
    expect(callersAmong(ways, []).verifiedBy).toHaveLength(count);
  });

  it('is none where a queue leads to it as well', () => {
    expect(callersAmong([route('JWT')], [queue]).verifiedBy).toEqual([]);
  });
});

function route(authorization: string, key = 'GET /orders'): EntryPoint {
  return { kind: 'route', route: routeOf({ apiId: 'a1b2c3', authorization, key }) };
}

function serviceOf(
  name: string,
  source: string | undefined,
  more: { readonly isSchedule?: true; readonly isForAnyone?: boolean } = {},
): Extract<EntryPoint, { kind: 'service' }> {
  const service = `${name}.amazonaws.com`;

  return { kind: 'service', service, ...(source && { source }), isForAnyone: false, ...more };
}

function anyones(): EntryPoint {
  return serviceOf('apigateway', api, { isForAnyone: true });
}
