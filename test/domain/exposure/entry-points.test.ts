import { describe, expect, it } from 'vitest';
import { type Known, unknown } from '../../../functions/core/known.ts';
import type { BalancerRule } from '../../../functions/domain/exposure/balancer-rule.ts';
import type { EntryPoint } from '../../../functions/domain/exposure/entry-point.ts';
import { entryPointsOf } from '../../../functions/domain/exposure/entry-points.ts';
import { appsyncApiOf } from '../../builders/appsync-api-of.ts';
import { balancerRuleOf } from '../../builders/balancer-rule-of.ts';
import { orders, resourcePolicyOf, when } from '../../builders/resource-policy-of.ts';
import { routeOf } from '../../builders/way-of.ts';

const allow = { Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: '*' };
const own = orders.account;
const bucket = 'arn:aws:s3:::shop-uploads';
const topic = `arn:aws:sns:eu-west-1:${own}:parcels`;
const forUrl = [
  {
    ...allow,
    Sid: 'url',
    Principal: '*',
    Action: 'lambda:InvokeFunctionUrl',
    ...when('StringEquals', 'lambda:FunctionUrlAuthType', 'NONE'),
  },
  {
    ...allow,
    Sid: 'through',
    Principal: '*',
    ...when('Bool', 'lambda:InvokedViaFunctionUrl', 'true'),
  },
];
const url = { url: 'https://x.lambda-url', authType: 'NONE' };
const route = routeOf();
const noRules: Known<readonly BalancerRule[]> = { known: true, value: [] };

const s3 = { ...allow, Principal: { Service: 's3.amazonaws.com' } };
const edge = 'arn:aws:cloudfront::111122223333:distribution/E1';
const byService = { kind: 'service', service: 's3.amazonaws.com' } as const;

describe('of its policies, what leads to a function', () => {
  it.each<[string, object, readonly EntryPoint[]]>([
    [
      'everyone',
      { ...allow, Sid: 'all', Principal: '*' },
      [{ kind: 'anyone', statement: 'function/all' }],
    ],
    [
      'a bucket of an account that is named',
      {
        ...s3,
        Condition: {
          ArnLike: { 'aws:SourceArn': bucket },
          StringEquals: { 'aws:SourceAccount': own },
        },
      },
      [{ ...byService, source: bucket, sourceAccount: own, isForAnyone: false }],
    ],
    [
      'a bucket, which anyone may own',
      { ...s3, ...when('ArnLike', 'AWS:SourceArn', bucket) },
      [{ ...byService, source: bucket, isForAnyone: true }],
    ],
    ['a service for anyone', s3, [{ ...byService, isForAnyone: true }]],
    [
      'a distribution, which may call a URL',
      {
        ...s3,
        Principal: { Service: 'cloudfront.amazonaws.com' },
        Action: 'lambda:InvokeFunctionUrl',
        ...when('ArnLike', 'AWS:SourceArn', edge),
      },
      [{ kind: 'service', service: 'cloudfront.amazonaws.com', source: edge, isForAnyone: false }],
    ],
    [
      'no distribution that may call no URL',
      {
        ...s3,
        Principal: { Service: 'cloudfront.amazonaws.com' },
        ...when('ArnLike', 'AWS:SourceArn', edge),
      },
      [],
    ],
    [
      'several sources, and one that is a pattern',
      {
        ...allow,
        Principal: { Service: 'sns.amazonaws.com' },
        ...when('ArnLike', 'aws:SourceArn', [topic, `arn:aws:sns:eu-west-1:${own}:*`]),
      },
      [{ kind: 'service', service: 'sns.amazonaws.com', source: topic, isForAnyone: false }],
    ],
    [
      'an API, whatever its stage and route',
      {
        ...allow,
        Principal: { Service: 'apigateway.amazonaws.com' },
        ...when('ArnLike', 'aws:SourceArn', `arn:aws:execute-api:eu-west-1:${own}:a1/*/GET/orders`),
      },
      [
        {
          kind: 'service',
          service: 'apigateway.amazonaws.com',
          source: `arn:aws:execute-api:eu-west-1:${own}:a1`,
          isForAnyone: false,
        },
      ],
    ],
    [
      'accounts of which several may send',
      { ...s3, ...when('StringEquals', 'aws:SourceAccount', [own, '999999999999']) },
      [{ ...byService, isForAnyone: false }],
    ],
    ['a service that may only read it', { ...s3, Action: 'lambda:GetFunction' }, []],
    [
      'another account',
      { ...allow, Principal: { AWS: '999999999999' } },
      [{ kind: 'account', principal: '999999999999', account: '999999999999' }],
    ],
    [
      'everyone of an organization',
      { ...allow, Principal: '*', ...when('StringEquals', 'aws:PrincipalOrgID', 'o-shop123456') },
      [{ kind: 'account', principal: '*' }],
    ],
    [
      'everyone of other accounts',
      {
        ...allow,
        Principal: '*',
        ...when('StringEquals', 'aws:PrincipalAccount', [own, '999999999999']),
      },
      [{ kind: 'account', principal: '*', account: '999999999999' }],
    ],
    ['its own account', { ...allow, Principal: { AWS: own } }, []],
    [
      'another account that may only read it',
      { ...allow, Action: 'lambda:Get*', Principal: { AWS: '999999999999' } },
      [],
    ],
  ])('is %s', (_, statement, expected) => {
    expect(entryPointsOf(orders.arn, { policies: [resourcePolicyOf([statement])] }).ways).toEqual(
      expected,
    );
  });

  it('is nothing that a Deny takes back', () => {
    const deny = { ...allow, Effect: 'Deny', Principal: '*' };

    expect(entryPointsOf(orders.arn, { policies: [resourcePolicyOf([s3, deny])] }).ways).toEqual(
      [],
    );
  });

  it('names alias and version', () => {
    const policy = resourcePolicyOf(
      [{ ...s3, ...when('ArnLike', 'aws:SourceArn', bucket) }],
      'live',
    );

    expect(entryPointsOf(orders.arn, { policies: [policy] }).ways).toEqual([
      { ...byService, source: bucket, isForAnyone: true, qualifier: 'live' },
    ]);
  });
});

describe('a URL', () => {
  it.each([
    ['is open by its kind and the policy together', [resourcePolicyOf(forUrl)], 'NONE', true],
    ['is not open without a policy', [], 'NONE', false],
    ['is not open by that of another alias', [resourcePolicyOf(forUrl, 'live')], 'NONE', false],
    ['is not open to who does not sign', [resourcePolicyOf(forUrl)], 'AWS_IAM', false],
  ])('%s', (_, policies, authType, isOpen) => {
    expect(entryPointsOf(orders.arn, { policies, urls: [{ ...url, authType }] }).ways).toEqual([
      { kind: 'url', url: url.url, authType, isOpen },
    ]);
  });

  it('is listed once: not as a policy for everyone', () => {
    const { ways } = entryPointsOf(orders.arn, {
      policies: [resourcePolicyOf(forUrl)],
      urls: [url],
    });

    expect(ways.map(({ kind }) => kind)).toEqual(['url']);
  });
});

it('lists those that let in most first, each once', () => {
  const statements = [
    { ...s3, Sid: 'a' },
    { ...s3, Sid: 'b' },
    { ...allow, Principal: { AWS: '999999999999' } },
  ];
  const closed = { ...route, authorization: 'AWS_IAM' };

  const { ways } = entryPointsOf(orders.arn, {
    policies: [resourcePolicyOf(statements)],
    routes: [closed, route],
  });

  expect(ways.map(({ kind }) => kind)).toEqual(['route', 'service', 'account', 'route']);
  expect(ways.at(-1)).toEqual({ kind: 'route', route: closed });
});

it('keeps 200 of very many, and counts the others', () => {
  const statements = Array.from({ length: 1_000 }, (_, index) => ({
    ...allow,
    Principal: { AWS: String(100_000_000_000 + index) },
  }));
  const policies = [0, 1, 2, 3].map((part) =>
    resourcePolicyOf(statements.slice(part * 250, part * 250 + 250), `alias-${part}`),
  );

  const { ways, leftOut } = entryPointsOf(orders.arn, { policies, routes: [route] });

  expect(ways).toHaveLength(200);
  expect(ways[0]).toEqual({ kind: 'route', route });
  expect(leftOut).toBe(801);
});

describe('a load balancer', () => {
  const allowed = {
    ...allow,
    Principal: { Service: 'elasticloadbalancing.amazonaws.com' },
    Action: 'lambda:InvokeFunction',
  };
  const rule = balancerRuleOf();
  const named = {
    kind: 'service',
    service: 'elasticloadbalancing.amazonaws.com',
    isForAnyone: true,
  };
  const byRule = { kind: 'balancer', rule };

  it.each<[string, Known<readonly BalancerRule[]>, object[]]>([
    ['is its rules', { known: true, value: [rule] }, [byRule]],
    ['is nothing without one', noRules, []],
    ['is what the policy allows where its rules are not known', unknown('denied'), [named]],
    [
      'is both where some of its rules are not known',
      { known: true, value: [rule], incomplete: 'denied' },
      [byRule, named],
    ],
  ])('%s', (_, rules, expected) => {
    const { ways } = entryPointsOf(orders.arn, { policies: [resourcePolicyOf([allowed])], rules });

    expect(ways).toEqual(expected);
  });

  it('lets in more where it is open', () => {
    const rules = { known: true as const, value: [{ ...rule, isInternal: true }, rule] };
    const { ways } = entryPointsOf(orders.arn, { policies: [resourcePolicyOf([s3])], rules });

    expect(ways.map((way) => (way.kind === 'balancer' ? way.rule.isInternal : way.kind))).toEqual([
      false,
      'service',
      true,
    ]);
  });
});

it('of AppSync, one that takes a key is wider than what the account is sent', () => {
  const closed = appsyncApiOf({ authentication: 'AWS_IAM' });
  const { ways } = entryPointsOf(orders.arn, {
    policies: [resourcePolicyOf([{ ...s3, Condition: ownBucket }])],
    apis: [closed, appsyncApiOf()],
  });

  expect(ways).toEqual([
    { kind: 'appsync', api: appsyncApiOf() },
    expect.objectContaining({ kind: 'service' }),
    { kind: 'appsync', api: closed },
  ]);
});

const ownBucket = { StringEquals: { 'aws:SourceAccount': '111122223333' } };
