import { describe, expect, it } from 'vitest';
import { changeIn, operationsFor, watchedOperations } from '../../functions/domain/change-event.ts';
import { account } from '../fakes/targets.ts';

const arn = 'arn:aws:lambda:eu-west-1:111122223333:function:shop';

function event(detail: object = {}, more: object = {}) {
  return {
    'detail-type': 'AWS API Call via CloudTrail',
    source: 'aws.lambda',
    account: account.account,
    region: 'eu-west-1',
    detail: {
      eventSource: 'lambda.amazonaws.com',
      eventName: 'AddPermission20150331v2',
      requestParameters: { functionName: 'shop', principal: '*' },
      ...detail,
    },
    ...more,
  };
}

describe('the function that an event of CloudTrail is about', () => {
  it.each([
    ['by its name', 'shop'],
    ['by its name and an alias', 'shop:live'],
    ['by a part of its ARN', '111122223333:function:shop'],
    ['by an old part of its ARN', '111122223333:shop'],
    ['by its ARN', arn],
    ['by the ARN of an alias', `${arn}:live`],
  ])('%s', (_, functionName) => {
    const found = changeIn(event({ requestParameters: { functionName } }), account);

    expect(found).toEqual({ account: account.account, function: arn });
  });

  it('in another account, which sends its events on', () => {
    const there = arn.replace('111122223333', '444455556666');

    for (const functionName of ['shop', there]) {
      const sent = event({ requestParameters: { functionName } }, { account: '444455556666' });

      expect(changeIn(sent, account)).toMatchObject({ account: '444455556666', function: there });
    }
  });

  it.each<[string, unknown]>([
    ['a chunk of a night', { targets: [], gone: [], sweep: 'x', listedAt: 'x' }],
    ['an event of another service', event({}, { source: 'aws.s3' })],
    ['an operation that changes nothing here', event({ eventName: 'GetPolicy20150331v2' })],
    ['a call that was refused', event({ errorCode: 'AccessDenied' })],
    ['a call without a function', event({ requestParameters: {} })],
    ['no object', 'text'],
    ['nothing', undefined],
  ])('is not there: %s', (_, body) => {
    expect(changeIn(body, account)).toBeUndefined();
  });

  it.each([
    [
      'whose ARN is of another account',
      event({ requestParameters: { functionName: arn.replace('1111', '4444') } }),
    ],
    [
      'whose ARN is of another region',
      event({ requestParameters: { functionName: arn.replace('eu-west-1', 'us-east-1') } }),
    ],
    [
      'whose part of an ARN is of another account',
      event({ requestParameters: { functionName: '444455556666:function:shop' } }),
    ],
    ['with a name that none has', event({ requestParameters: { functionName: '../shop' } })],
    ['with an empty name', event({ requestParameters: { functionName: '' } })],
  ])('is refused: one %s', (_, body) => {
    expect(() => changeIn(body, account)).toThrow('it is none of these');
  });
});

describe('who deployed it', () => {
  const arnOfUser = 'arn:aws:iam::111122223333:user/ada';
  const deployed = {
    eventName: 'UpdateFunctionCode20150331v2',
    eventTime: '2026-11-28T10:31:00Z',
    userIdentity: { type: 'IAMUser', arn: arnOfUser, accessKeyId: 'AKIAEXAMPLE' },
  };

  it('is part of a change of code or configuration', () => {
    expect(changeIn(event(deployed), account)).toEqual({
      account: account.account,
      function: arn,
      deployment: { at: '2026-11-28T10:31:00Z', by: arnOfUser },
    });
  });

  it.each<[string, object]>([
    ['another change', { ...deployed, eventName: 'AddPermission20150331v2' }],
    ['an identity of a form that is not known', { ...deployed, userIdentity: 'ada' }],
    ['a time that is none', { ...deployed, eventTime: 7 }],
  ])('is no part of %s, which is looked at all the same', (_, detail) => {
    expect(changeIn(event(detail), account)).toEqual({ account: account.account, function: arn });
  });
});

it('each scanner has operations, and each operation is of a scanner', () => {
  const scanners = ['code', 'dependencies', 'permissions', 'usage'];

  expect(scanners.map((scanner) => operationsFor(scanner).length > 2)).toEqual([
    true,
    true,
    true,
    true,
  ]);
  expect(new Set(scanners.flatMap(operationsFor))).toEqual(new Set(Object.keys(watchedOperations)));
});
