import { describe, expect, it } from 'vitest';
import { roleTarget } from '../../functions/core/target.ts';
import {
  type GrantedStatement,
  grantedStatements,
} from '../../functions/domain/granted-statements.ts';
import type { Grant } from '../../functions/domain/grants.ts';
import { contextOf, evaluatorOf, parsePolicy } from '../../functions/engines/iam/index.ts';
import { withKnown } from '../../functions/engines/iam/request-context.ts';

const grants: readonly Grant[] = [
  { action: 'lambda:GetPolicy', on: 'any function' },
  { action: 'events:DescribeRule', on: 'any rule' },
  { action: 'lambda:ListLayerVersions', on: 'any own layer as a whole' },
  { action: 'iam:GetRole', on: 'any role' },
  { action: 'sqs:GetQueueAttributes', on: 'any queue' },
  { action: 'sqs:GetQueueUrl', on: 'any queue' },
  { action: 'sqs:SendMessage', on: 'work queue' },
];
const byAws: Grant = { action: 'sqs:GetQueueAttributes', on: 'work queue', by: 'aws' };
const queue = 'arn:aws:sqs:eu-central-1:111122223333:work';
const place = { partition: 'aws', account: '111122223333', own: { 'work queue': queue } };
const held = (regions: readonly string[]) =>
  grantedStatements(grants, { ...place, regions }, [...grants, byAws]);
const audited = ['eu-west-1', 'us-east-1'];

it('is one for each thing', () => {
  expect(held([]).map(({ on }) => on)).toEqual([
    ['any function'],
    ['any rule'],
    ['any own layer as a whole'],
    ['any role'],
    ['any queue'],
    ['work queue'],
  ]);
  expect(held([]).every(({ effect }) => effect === 'Allow')).toBe(true);
});

it('denies beyond the audited regions what is granted nowhere else, in one statement', () => {
  expect(held(audited).filter(({ effect }) => effect === 'Deny')).toEqual([
    {
      effect: 'Deny',
      on: [],
      actions: [
        'lambda:GetPolicy',
        'events:DescribeRule',
        'lambda:ListLayerVersions',
        'sqs:GetQueueUrl',
      ],
      resources: ['*'],
      conditions: { StringNotEquals: { 'aws:RequestedRegion': audited } },
    },
  ]);
});

it('is one for things of different services, in regions or of none, and for no others', () => {
  const onAll: Grant = { action: 's3:ListAllMyBuckets', on: 'everything' };
  const allowing = grantedStatements([...grants, onAll], { ...place, regions: audited }, [
    ...grants,
    byAws,
  ]).filter(({ effect }) => effect === 'Allow');

  expect(allowing.map(({ on }) => on)).toEqual([
    ['any function', 'any rule', 'any role', 'any queue'],
    ['any own layer as a whole'],
    ['any queue'],
    ['work queue'],
    ['everything'],
  ]);
});

it('holds by a condition what the role may do elsewhere, too, by whichever policy', () => {
  const conditional = held(audited).filter(({ conditions }) => 'StringEquals' in conditions);

  expect(conditional.map(({ on, actions }) => [on, actions])).toEqual([
    [['any queue'], ['sqs:GetQueueAttributes']],
  ]);
});

describe('what they allow', () => {
  const role = roleTarget('arn:aws:iam::111122223333:role/scanner');
  const inHome = [byAws].map((grant) => grantedStatements([grant], { ...place, regions: [] }));
  const everywhere = decisions([...held([]), ...inHome.flat()]);
  const narrowed = decisions([...held(audited), ...inHome.flat()]);
  const there = 'arn:aws:lambda:REGION:111122223333:function:orders';
  const requests = [
    ['lambda:GetPolicy', there],
    ['lambda:ListLayerVersions', 'arn:aws:lambda:REGION:111122223333:layer:common'],
    ['events:DescribeRule', 'arn:aws:events:REGION:111122223333:rule/nightly'],
    ['sqs:GetQueueAttributes', 'arn:aws:sqs:REGION:111122223333:orders'],
    ['sqs:GetQueueUrl', 'arn:aws:sqs:REGION:111122223333:orders'],
  ] as const;

  it.each(requests)('is %s in audited regions alone', (action, arn) => {
    for (const region of [...audited, 'eu-north-1', undefined]) {
      const resource = arn.replace('REGION', region ?? 'eu-west-1');
      const isAudited = region !== undefined && audited.includes(region);

      expect(everywhere(action, resource, region)).toBe('allowed');
      expect(narrowed(action, resource, region)).toBe(isAudited ? 'allowed' : 'denied');
    }
  });

  it.each([
    ['iam:GetRole', 'arn:aws:iam::111122223333:role/orders', 'us-gov-west-1'],
    ['sqs:SendMessage', queue, 'eu-central-1'],
    ['sqs:GetQueueAttributes', queue, 'eu-central-1'],
  ])('is %s on %s, wherever that is', (action, resource, region) => {
    expect(narrowed(action, resource, region)).toBe('allowed');
  });

  it.each([
    ['lambda:InvokeFunction', there.replace('REGION', 'eu-west-1')],
    [
      'lambda:GetPolicy',
      there.replace('REGION', 'eu-west-1').replace('111122223333', '222233334444'),
    ],
    ['sqs:SendMessage', 'arn:aws:sqs:eu-west-1:111122223333:orders'],
  ])('is not %s on %s, with regions or without', (action, resource) => {
    expect(narrowed(action, resource, 'eu-west-1')).toBe('denied');
    expect(everywhere(action, resource, 'eu-west-1')).toBe('denied');
  });

  function decisions(statements: readonly GrantedStatement[]) {
    const text = JSON.stringify({
      Version: '2012-10-17',
      Statement: statements.map(({ effect, actions, resources, conditions }) => ({
        Effect: effect,
        Action: actions,
        Resource: resources,
        Condition: conditions,
      })),
    });
    const decide = evaluatorOf({
      policies: [{ name: 'own', source: 'inline', statements: parsePolicy(text, 'own') }],
    });

    return (action: string, resource: string, region: string | undefined) => {
      const context = withKnown(contextOf(role, '2026-11-28T02:00:00Z'), {
        'aws:RequestedRegion': region === undefined ? [] : [region],
      });
      return decide({ action, resource, context }).answer;
    };
  }
});
