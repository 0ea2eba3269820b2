import { describe, expect, it } from 'vitest';
import {
  excessAccess,
  type FunctionUse,
  type LastAccess,
  showsCalls,
} from '../../../../functions/engines/iam/index.ts';
import type { NamedPolicy } from '../../../../functions/engines/iam/named-policy.ts';
import { call, operationNames, useOf } from '../../../builders/function-use.ts';
import { policyOf, roleOf, type Written } from '../../../builders/role-of.ts';
import { roleNamed } from '../../../fakes/targets.ts';

const now = '2026-11-25T03:00:00.000Z';
const table = 'arn:aws:dynamodb:eu-west-1:111122223333:table/orders';
const itself = 'arn:aws:lambda:eu-west-1:111122223333:function:orders';
/** As policies write a variable. */
const anyTable = ['arn:aws:dynamodb:*:*:$', '{aws:PrincipalTag/of}'].join('');
const nothing = useOf([]);
const gets = useOf([call('dynamodb.GetItem', { TableName: 'orders' })]);
const unseen = (service?: string) =>
  useOf([], {
    unresolved: [{ ...(service && { service }), reason: 'a', path: 'b', line: 1, column: 1 }],
  });
const image = useOf([], { calls: { known: false, reason: 'an image' } });
const cut = useOf([], {
  calls: { known: true, value: { calls: [], unresolved: [] }, incomplete: 'too big' },
});

describe('calls are shown', () => {
  it.each<[what: string, uses: readonly FunctionUse[], are: boolean]>([
    ['of one function', [nothing], true],
    ['of several', [nothing, gets], true],
    ['not of none', [], false],
    ['not where one is an image', [nothing, image], false],
    ['not where one was read in part', [cut, nothing], false],
    ['of all services but one', [unseen('s3')], true],
    ['not where any may be called', [unseen()], false],
    ['not where any may be called beside one', [bothUnseen()], false],
  ])('%s', (_, uses, are) => {
    expect(showsCalls(uses)).toBe(are);
  });
});

describe('what nothing needs', () => {
  const put = [['dynamodb:PutItem', 'dynamodb:PutItem']] as const;

  it.each<
    [
      what: string,
      granted: Written,
      excess: readonly (readonly [pattern: string, ...actions: readonly string[]])[],
      uses?: readonly FunctionUse[],
    ]
  >([
    ['is an action', { Action: 'dynamodb:PutItem' }, put],
    ['is not what is called', { Action: 'dynamodb:GetItem' }, [], [gets]],
    ['is not what is called in other letters', { Action: 'DynamoDB:getitem' }, [], [gets]],
    ['is what stands beside it', { Action: ['dynamodb:GetItem', 'dynamodb:PutItem'] }, put, [gets]],
    [
      'is the rest of a pattern',
      { Action: 'dynamodb:*TimeToLive' },
      [['dynamodb:*TimeToLive', 'dynamodb:DescribeTimeToLive', 'dynamodb:UpdateTimeToLive']],
    ],
    ['is no log and no trace', { Action: ['logs:PutLogEvents', 'xray:PutTraceSegments'] }, []],
    [
      'is a metric',
      { Action: 'cloudwatch:PutMetricData' },
      [['cloudwatch:PutMetricData', 'cloudwatch:PutMetricData']],
    ],
    ['is not what is called by no name', { Action: ['es:ESHttpGet', 'execute-api:Invoke'] }, []],
    ['is a role that is handed on', { Action: 'iam:PassRole' }, [['iam:PassRole', 'iam:PassRole']]],
    ['is about what is named', { Action: 'dynamodb:PutItem', Resource: table }, put],
    [
      'is about one of what is named',
      { Action: 'dynamodb:PutItem', Resource: ['arn:aws:s3:::a', table] },
      put,
    ],
    ['is not about what it cannot be about', { Action: 's3:PutObject', Resource: table }, []],
    [
      'may be about what has no name, beside what has another',
      { Action: 'dynamodb:PutItem', Resource: ['arn:aws:s3:::a', '*'] },
      put,
    ],
    [
      'may be about what is named by a variable',
      { Action: 'dynamodb:PutItem', Resource: anyTable },
      put,
    ],
    ['is about all but what is spared', { Action: 'dynamodb:PutItem', NotResource: table }, put],
    [
      'is about all but what it cannot be about',
      { Action: 'dynamodb:PutItem', NotResource: 'arn:aws:s3:::a' },
      put,
    ],
    ['is nothing of a service that is not known', { Action: 's3:PutObject' }, [], [unseen('s3')]],
    ['is of another service', { Action: 'dynamodb:PutItem' }, put, [unseen('s3')]],
    ['is nothing where no service is known', { Action: 'dynamodb:PutItem' }, [], [image]],
    [
      'is not another call about itself',
      { Action: 'lambda:GetFunction', Resource: itself },
      [],
      [useOf([call('lambda.GetFunction', { FunctionName: 'orders' })])],
    ],
    [
      'is what is about no resource, wherever it is granted on everything',
      { Action: 'ec2:DescribeInstances', Resource: [table, '*'] },
      [['ec2:DescribeInstances', 'ec2:DescribeInstances']],
    ],
    ['is nothing where the code was read in part', { Action: 'dynamodb:PutItem' }, [], [cut]],
    ['is to invoke itself', { Action: 'lambda:InvokeFunction', Resource: itself }, [invoke()]],
    [
      'is to invoke a version of itself',
      { Action: 'lambda:InvokeFunction', Resource: [itself, `${itself}:1`] },
      [invoke()],
      [anyDestination()],
    ],
    [
      'is not to invoke another of a longer name',
      { Action: 'lambda:InvokeFunction', Resource: `${itself}-next` },
      [],
      [anyDestination()],
    ],
    [
      'is not to invoke itself and another',
      { Action: 'lambda:InvokeFunction', Resource: [itself, `${itself}-next`] },
      [],
      [anyDestination()],
    ],
    [
      'is to invoke itself where it may deliver to others',
      { Action: 'lambda:InvokeFunction', Resource: itself },
      [invoke()],
      [anyDestination()],
    ],
    [
      'is not to invoke itself where it delivers to itself',
      { Action: 'lambda:InvokeFunction', Resource: itself },
      [],
      [delivering(itself)],
    ],
    [
      'is not to invoke itself where its code does, wherever',
      { Action: 'lambda:InvokeFunction', Resource: itself },
      [],
      [useOf([call('lambda.Invoke', { FunctionName: '?' })])],
    ],
    [
      'is not to invoke one of several, which may do so',
      { Action: 'lambda:InvokeFunction', Resource: itself },
      [],
      [anyDestination(), { ...anyDestination(), name: 'carts' }],
    ],
    [
      'is not to invoke all but itself',
      { Action: 'lambda:InvokeFunction', NotResource: itself },
      [],
      [anyDestination()],
    ],
    [
      'is not to send, where it may deliver',
      { Action: 'sqs:SendMessage', Resource: itself.replace('lambda', 'sqs') },
      [],
      [anyDestination()],
    ],
  ])('%s', (_, granted, excess, uses = [nothing]) => {
    expect(excessOf([[granted]], uses)).toEqual(excess);
  });

  it('is what is granted in fact', () => {
    const puts = { Action: 'dynamodb:PutItem' };
    const deny = { Effect: 'Deny', Action: 'dynamodb:PutItem', Resource: table };

    expect(excessOf([[{ ...puts, Resource: table }, deny]])).toEqual([]);
    expect(excessOf([[{ ...puts, Resource: [table, `${table}-2`] }, deny]])).toEqual(put);
    expect(excessOf([[puts, deny]])).toEqual(put);
    expect(excessOf([[{ ...puts, NotResource: table }, deny]])).toEqual(put);
    expect(excessOf([[{ ...puts, NotResource: `${table}-2` }, deny]])).toEqual(put);
    expect(
      excessOf([
        [
          { ...puts, NotResource: table },
          { ...deny, Resource: '*' },
        ],
      ]),
    ).toEqual([]);
  });

  it('is what the boundary lets pass', () => {
    const bounded = (boundary: Written) =>
      excessOf(
        [[{ Action: 'dynamodb:PutItem', Resource: [table, `${table}-2`] }]],
        [nothing],
        [boundary],
      );

    expect(bounded({ Action: 'dynamodb:*' })).toEqual(put);
    expect(bounded({ Action: 'dynamodb:*', Resource: table })).toEqual(put);
    expect(bounded({ Action: 's3:*' })).toEqual([]);
  });

  it('is a part of all but some', () => {
    const [grant] = excessOf([[{ NotAction: ['iam:*', 's3:*'], Resource: table }]]);

    expect(grant).toContain('dynamodb:PutItem');
    expect(grant?.[0]).toMatch(/iam:\*.*s3:\*/);
    expect(grant?.slice(1).filter((name) => !name.startsWith('dynamodb:'))).toEqual([]);
    expect(excessOf([[{ NotAction: 'dynamodb:*', Resource: table }]])).toEqual([]);
  });

  it('is nothing of what AWS has made wide on purpose', () => {
    const wide: NamedPolicy = {
      ...policyOf('ReadOnlyAccess', [{ Action: 'dynamodb:PutItem' }]),
      source: 'managed',
      arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess',
    };
    const sized = {
      permissions: { policies: [wide, policyOf('own', [{ Action: 'sns:Publish' }])] },
      role: roleNamed('orders'),
      now,
    };

    const { grants } = excessAccess(sized, [nothing], operationNames);

    expect(grants.map(({ pattern }) => pattern)).toEqual(['sns:Publish']);
  });

  it('counts what something needs, and says of which services it is not known', () => {
    const { grants, undecided } = excessAccess(
      sizedRole([[{ Action: 'dynamodb:*Item' }]]),
      [gets, unseen('s3')],
      operationNames,
    );

    expect(grants.map(({ needed }) => needed)).toEqual([1]);
    expect(undecided.map(({ service }) => service)).toEqual(['s3']);
  });

  it('is not what IAM has seen used', () => {
    const at = '2026-11-20T03:00:00.000Z';
    const lastAccess: LastAccess = {
      days: 90,
      since: '2026-08-27T03:00:00.000Z',
      services: [
        { service: 'sns', lastAt: at, actions: [{ name: 'sns:CreateTopic', lastAt: at }] },
      ],
      recent: [],
    };
    const sized = { ...sizedRole([[{ Action: ['sns:CreateTopic', 'sns:Publish'] }]]), lastAccess };

    const { grants } = excessAccess(sized, [nothing], operationNames);

    expect(grants.map(({ pattern }) => pattern)).toEqual(['sns:Publish']);
  });
});

function excessOf(
  granted: readonly (readonly Written[])[],
  uses: readonly FunctionUse[] = [nothing],
  boundary?: readonly Written[],
): readonly (readonly string[])[] {
  const { grants } = excessAccess(sizedRole(granted, boundary), uses, operationNames);

  return grants.map(({ pattern, actions }) => [pattern, ...actions.map(({ name }) => name)]);
}

function sizedRole(granted: readonly (readonly Written[])[], boundary?: readonly Written[]) {
  return { permissions: roleOf(granted, boundary), role: roleNamed('orders'), now };
}

function invoke() {
  return ['lambda:InvokeFunction', 'lambda:InvokeFunction'] as const;
}

/** Where it delivers is not known. */
function anyDestination(): FunctionUse {
  return useOf([], { platform: { ...nothing.platform, destinations: undefined } });
}

function delivering(arn: string): FunctionUse {
  return useOf([], { platform: { ...nothing.platform, destinations: [arn] } });
}

function bothUnseen(): FunctionUse {
  const site = { reason: 'a', path: 'b', line: 1, column: 1 };

  return useOf([], { unresolved: [{ ...site, service: 's3' }, site] });
}
