import { DescribeSecurityGroupsCommand, EC2Client, type IpPermission } from '@aws-sdk/client-ec2';
import {
  type Action,
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
  DescribeRulesCommand,
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
  type Listener,
  type LoadBalancer,
  type Rule,
  type RuleCondition,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { beforeEach, describe, expect, it } from 'vitest';
import { balancerRules } from '../../../functions/adapters/aws/balancer-rules.ts';
import type { BalancerRule } from '../../../functions/domain/exposure/balancer-rule.ts';
import { mockClient } from '../../fakes/mock-client.ts';
import { openSignUps } from '../../fakes/sign-ups.ts';
import { accessDenied } from '../../fakes/targets.ts';
import { webAclsOf } from '../../fakes/web-acls.ts';

const elb = mockClient(ElasticLoadBalancingV2Client);
const ec2 = mockClient(EC2Client);
const orders = 'arn:aws:lambda:eu-west-1:111122223333:function:orders';
const shop = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/shop/50dc';
const group = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/orders/1';
const open = { userPool: 'eu-west-1_Shop', by: 'anyone' } as const;
const issuer = 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Shop';
const toOrders: Action = { Type: 'forward', TargetGroupArn: group };
const others: Rule = {
  IsDefault: true,
  Priority: 'default',
  RuleArn: 'default',
  Actions: [{ Type: 'fixed-response' }],
};

const read = (webAcls = webAclsOf()) =>
  balancerRules({
    balancers: (region) => new ElasticLoadBalancingV2Client({ region }),
    groups: (region) => new EC2Client({ region }),
    signUpOf: openSignUps().signUpOf,
    webAcls,
  })('eu-west-1');

beforeEach(() => {
  elb.reset();
  ec2.reset();
  elb.on(DescribeTargetGroupsCommand).resolves({
    TargetGroups: [{ TargetGroupArn: group, TargetType: 'lambda', LoadBalancerArns: [shop] }],
  });
  elb
    .on(DescribeTargetHealthCommand)
    .resolves({ TargetHealthDescriptions: [{ Target: { Id: orders } }] });
  balancer({});
  listener({});
  rules(
    { RuleArn: 'r1', Priority: '1', Conditions: [path('/orders/*')], Actions: [toOrders] },
    others,
  );
  opens({ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, IpRanges: [{ CidrIp: '0.0.0.0/0' }] });
});

describe('a load balancer behind a web ACL', () => {
  it.each([
    [{ isClosed: true as const }, true],
    [{}, false],
  ])('of %o keeps strangers out: %s', async (some, isBarred) => {
    const { rules: found } = await read(webAclsOf({ [shop]: some }));

    expect(found).toMatchObject([{ rule: { isBarred, webAcls: [{ arn: shop }] } }]);
  });

  it('is not asked about where strangers do not come', async () => {
    const { one } = webAclsOf();
    opens();

    const { rules: found } = await read({
      one,
      before: () => Promise.reject(new Error('asked')),
    });

    expect(found).toMatchObject([{ rule: { isBarred: true } }]);
  });
});

it('reads each rule that runs a function', async () => {
  expect(await read()).toEqual({
    rules: [
      {
        leadsTo: orders,
        rule: {
          arn: 'r1',
          balancerName: 'shop',
          region: 'eu-west-1',
          address: 'https://shop.elb',
          takes: 'path /orders/*',
          isInternal: false,
          isBarred: false,
          authentication: 'none',
        },
      },
    ],
    unseen: [],
  });
});

describe('asks no more than for target groups', () => {
  it.each([
    ['without any', undefined],
    [
      'without a function in one',
      [{ TargetGroupArn: group, TargetType: 'instance' as const, LoadBalancerArns: [shop] }],
    ],
    [
      'without a load balancer before it',
      [{ TargetGroupArn: group, TargetType: 'lambda' as const, LoadBalancerArns: [] }],
    ],
  ])('%s', async (_, TargetGroups) => {
    elb.on(DescribeTargetGroupsCommand).resolves({ TargetGroups });

    expect(await read()).toEqual({ rules: [], unseen: [] });
    expect(elb.calls()).toHaveLength(1);
    expect(ec2.calls()).toHaveLength(0);
  });
});

it('asks of each load balancer once, in twenties', async () => {
  const groups = Array.from({ length: 42 }, (_, index) => ({
    TargetGroupArn: `${group}${index}`,
    TargetType: 'lambda' as const,
    LoadBalancerArns: [`${shop}${index % 21}`],
  }));
  elb.on(DescribeTargetGroupsCommand).resolves({ TargetGroups: groups });
  elb.on(DescribeLoadBalancersCommand).resolves({ LoadBalancers: [] });

  await read();

  const asked = elb.commandCalls(DescribeLoadBalancersCommand);
  expect(asked.map(({ args }) => args[0].input.LoadBalancerArns?.length)).toEqual([20, 1]);
});

it('knows the alias, and a target group among several', async () => {
  elb
    .on(DescribeTargetHealthCommand)
    .resolves({ TargetHealthDescriptions: [{ Target: { Id: `${orders}:live` } }] });
  rules({
    ...others,
    Actions: [
      {
        Type: 'forward',
        ForwardConfig: { TargetGroups: [{ TargetGroupArn: 'other' }, { TargetGroupArn: group }] },
      },
    ],
  });

  expect((await read()).rules).toMatchObject([
    { leadsTo: orders, rule: { takes: 'any other request', qualifier: 'live' } },
  ]);
});

describe('the callers of a rule', () => {
  it.each<[string, Partial<LoadBalancer>, Partial<BalancerRule>]>([
    ['an internal load balancer', { Scheme: 'internal' }, { isInternal: true, isBarred: true }],
    ['one on the internet', {}, { isInternal: false, isBarred: false }],
  ])('of %s', async (_, more, expected) => {
    balancer(more);

    expect(await rule()).toMatchObject(expected);
  });

  it.each<[string, Partial<Listener>, Partial<BalancerRule>]>([
    ['HTTP', { Protocol: 'HTTP', Port: 80 }, { address: 'http://shop.elb', isBarred: true }],
    ['another port', { Port: 8443 }, { address: 'https://shop.elb:8443', isBarred: true }],
    [
      'certificates that are verified',
      { MutualAuthentication: { Mode: 'verify' } },
      { authentication: 'certificate' },
    ],
    [
      'certificates that are handed on',
      { MutualAuthentication: { Mode: 'passthrough' } },
      { authentication: 'none' },
    ],
  ])('of a listener with %s', async (_, more, expected) => {
    listener(more);

    expect(await rule()).toMatchObject(expected);
  });

  it.each<[string, Action, BalancerRule['authentication']]>([
    [
      'signs them in by OIDC',
      { Type: 'authenticate-oidc', AuthenticateOidcConfig: oidc('authenticate') },
      'OIDC',
    ],
    [
      'denies them without OIDC',
      { Type: 'authenticate-oidc', AuthenticateOidcConfig: oidc('deny') },
      'OIDC',
    ],
    [
      'lets them through without OIDC',
      { Type: 'authenticate-oidc', AuthenticateOidcConfig: oidc('allow') },
      'none',
    ],
    [
      'signs them in by Cognito',
      { Type: 'authenticate-cognito', AuthenticateCognitoConfig: cognito('authenticate') },
      'Cognito',
    ],
    [
      'lets them through without Cognito',
      { Type: 'authenticate-cognito', AuthenticateCognitoConfig: cognito('allow') },
      'none',
    ],
    ['verifies their token', { Type: 'jwt-validation' }, 'JWT'],
  ])('of an action that %s', async (_, action, authentication) => {
    rules({ ...others, Actions: [action, toOrders] });

    expect(await rule()).toMatchObject({ authentication });
  });

  it.each<[string, Action, BalancerRule['signUp']]>([
    [
      'signs them in by Cognito',
      {
        Type: 'authenticate-cognito',
        AuthenticateCognitoConfig: {
          ...cognito('authenticate'),
          UserPoolArn: 'arn:aws:cognito-idp:eu-west-1:111122223333:userpool/eu-west-1_Shop',
        },
      },
      open,
    ],
    [
      'lets them through without Cognito',
      {
        Type: 'authenticate-cognito',
        AuthenticateCognitoConfig: {
          ...cognito('allow'),
          UserPoolArn: 'arn:aws:cognito-idp:eu-west-1:111122223333:userpool/eu-west-1_Shop',
        },
      },
      undefined,
    ],
    [
      'verifies a token of a user pool',
      { Type: 'jwt-validation', JwtValidationConfig: { JwksEndpoint: 'x', Issuer: issuer } },
      open,
    ],
    [
      'signs them in by OIDC of a user pool',
      {
        Type: 'authenticate-oidc',
        AuthenticateOidcConfig: { ...oidc('authenticate'), Issuer: issuer },
      },
      open,
    ],
    [
      'signs them in by OIDC of another issuer',
      { Type: 'authenticate-oidc', AuthenticateOidcConfig: oidc('authenticate') },
      undefined,
    ],
  ])('who may sign up, of an action that %s', async (_, action, signUp) => {
    rules({ ...others, Actions: [action, toOrders] });

    expect((await rule())?.signUp).toEqual(signUp);
  });

  it.each<[string, RuleCondition, Partial<BalancerRule>]>([
    [
      'methods',
      { Field: 'http-request-method', HttpRequestMethodConfig: { Values: ['GET', 'HEAD'] } },
      { takes: 'method GET or HEAD', methods: ['GET', 'HEAD'] },
    ],
    [
      'a host, as it was written before',
      { Field: 'host-header', Values: ['shop.example'] },
      { takes: 'host shop.example' },
    ],
    [
      'a host by an expression',
      { Field: 'host-header', HostHeaderConfig: { RegexValues: ['^shop'] } },
      { takes: 'host ^shop' },
    ],
    [
      'a header, whose value is not kept',
      { Field: 'http-header', HttpHeaderConfig: { HttpHeaderName: 'x-origin', Values: ['hush'] } },
      { takes: 'header x-origin', header: 'x-origin' },
    ],
    [
      'a query string, of which nothing is kept',
      { Field: 'query-string', QueryStringConfig: { Values: [{ Key: 'key', Value: 'hush' }] } },
      { takes: 'query string', isBarred: false },
    ],
    [
      'some source addresses',
      { Field: 'source-ip', SourceIpConfig: { Values: ['203.0.113.0/24'] } },
      { isBarred: true },
    ],
    [
      'all source addresses',
      { Field: 'source-ip', SourceIpConfig: { Values: ['0.0.0.0/0'] } },
      { isBarred: false },
    ],
    [
      'many paths',
      path('/1', '/2', '/3', '/4', '/5', '/6', '/7'),
      { takes: 'path /1 or /2 or /3 or /4 or /5 and 2 more' },
    ],
  ])('of conditions on %s', async (_, condition, expected) => {
    rules({ RuleArn: 'r1', Priority: '1', Conditions: [condition], Actions: [toOrders] });

    const found = await rule();
    expect(found).toMatchObject(expected);
    expect(JSON.stringify(found)).not.toContain('hush');
  });

  it.each<[string, IpPermission[], boolean, Partial<LoadBalancer>]>([
    [
      'any address at the port',
      [{ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
      false,
      {},
    ],
    [
      'any address at ports around it',
      [{ IpProtocol: '6', FromPort: 0, ToPort: 65_535, IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
      false,
      {},
    ],
    [
      'any address and protocol',
      [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
      false,
      {},
    ],
    [
      'half of all addresses',
      [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '128.0.0.0/1' }] }],
      false,
      {},
    ],
    [
      'any address at another port',
      [{ IpProtocol: 'tcp', FromPort: 80, ToPort: 80, IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
      true,
      {},
    ],
    [
      'any address by UDP',
      [{ IpProtocol: 'udp', FromPort: 443, ToPort: 443, IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
      true,
      {},
    ],
    ['a network', [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '203.0.113.0/24' }] }], true, {}],
    [
      'a list, as that of CloudFront',
      [{ IpProtocol: '-1', PrefixListIds: [{ PrefixListId: 'pl-1' }] }],
      true,
      {},
    ],
    [
      'any address of IPv6',
      [{ IpProtocol: '-1', Ipv6Ranges: [{ CidrIpv6: '::/0' }] }],
      false,
      { IpAddressType: 'dualstack' },
    ],
    [
      'any address of IPv6, of which it has none',
      [{ IpProtocol: '-1', Ipv6Ranges: [{ CidrIpv6: '::/0' }] }],
      true,
      {},
    ],
    ['nothing', [], true, {}],
  ])('of security groups that admit %s', async (_, permissions, isBarred, more) => {
    balancer(more);
    opens(...permissions);

    expect(await rule()).toMatchObject({ isBarred });
  });
});

describe('rules', () => {
  it('are tried by their numbers, up to one that takes all', async () => {
    rules(
      {
        RuleArn: 'r10',
        Priority: '10',
        Conditions: [path('/*')],
        Actions: [{ Type: 'authenticate-oidc' }, toOrders],
      },
      { RuleArn: 'r9', Priority: '9', Conditions: [path('/orders/*')], Actions: [toOrders] },
      { ...others, Actions: [toOrders] },
    );

    const { rules: found } = await read();

    expect(found.map((each) => [each.rule.arn, each.rule.authentication])).toEqual([
      ['r9', 'none'],
      ['r10', 'OIDC'],
    ]);
  });

  it('that take all of one host, or all by one method, leave the others', async () => {
    rules(
      {
        RuleArn: 'r1',
        Priority: '1',
        Conditions: [{ Field: 'host-header', Values: ['a.example'] }, path('*')],
        Actions: [toOrders],
      },
      {
        RuleArn: 'r2',
        Priority: '2',
        Conditions: [
          path('*'),
          { Field: 'http-request-method', HttpRequestMethodConfig: { Values: ['*'] } },
        ],
        Actions: [toOrders],
      },
      { ...others, Actions: [toOrders] },
    );

    expect((await read()).rules).toHaveLength(3);
  });
});

describe('what cannot be read', () => {
  it('is nothing where the target groups are not known', async () => {
    elb.on(DescribeTargetGroupsCommand).rejects(accessDenied());

    await expect(read()).rejects.toThrow('not authorised');
  });

  it.each<[string, () => unknown, string]>([
    [
      'targets',
      () => elb.on(DescribeTargetHealthCommand).rejects(accessDenied()),
      `target group ${group}: AccessDenied`,
    ],
    [
      'a list of targets',
      () => elb.on(DescribeTargetHealthCommand).resolves({}),
      `target group ${group}: `,
    ],
    [
      'a function',
      () =>
        elb
          .on(DescribeTargetHealthCommand)
          .resolves({ TargetHealthDescriptions: [{ Target: { Id: 'i-1' } }] }),
      'no ARN of a function',
    ],
    [
      'listeners',
      () => elb.on(DescribeListenersCommand).rejects(accessDenied()),
      'load balancer shop: AccessDenied',
    ],
    ['rules', () => elb.on(DescribeRulesCommand).resolves({}), 'load balancer shop: '],
    [
      'security groups',
      () => ec2.on(DescribeSecurityGroupsCommand).rejects(accessDenied()),
      'load balancer shop: AccessDenied',
    ],
    [
      "another account's security group",
      () => ec2.on(DescribeSecurityGroupsCommand).resolves({ SecurityGroups: [] }),
      'its security group sg-1 is not seen',
    ],
    [
      'the names of its security groups',
      () => balancer({ SecurityGroups: [] }),
      'its security groups are not known',
    ],
  ])('is said to be where it has no %s', async (_, without, reason) => {
    without();

    expect(await read()).toEqual({ rules: [], unseen: [expect.stringContaining(reason)] });
  });

  it('is nothing of a target group that is empty', async () => {
    elb.on(DescribeTargetHealthCommand).resolves({ TargetHealthDescriptions: [] });

    expect(await read()).toEqual({ rules: [], unseen: [] });
  });
});

async function rule() {
  return (await read()).rules[0]?.rule;
}

function balancer(more: Partial<LoadBalancer>) {
  elb.on(DescribeLoadBalancersCommand).resolves({
    LoadBalancers: [
      {
        LoadBalancerArn: shop,
        LoadBalancerName: 'shop',
        DNSName: 'shop.elb',
        Scheme: 'internet-facing',
        IpAddressType: 'ipv4',
        SecurityGroups: ['sg-1'],
        ...more,
      },
    ],
  });
}

function listener(more: Partial<Listener>) {
  elb.on(DescribeListenersCommand).resolves({
    Listeners: [{ ListenerArn: 'l1', Protocol: 'HTTPS', Port: 443, ...more }],
  });
}

/** What a load balancer does not have opens nothing of it. */
const elsewhere = {
  GroupId: 'sg-2',
  IpPermissions: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
};

function rules(...Rules: Rule[]) {
  elb.on(DescribeRulesCommand).resolves({ Rules });
}

function opens(...IpPermissions: IpPermission[]) {
  ec2
    .on(DescribeSecurityGroupsCommand)
    .resolves({ SecurityGroups: [{ GroupId: 'sg-1', IpPermissions }, elsewhere] });
}

function path(...Values: string[]): RuleCondition {
  return { Field: 'path-pattern', PathPatternConfig: { Values } };
}

function oidc(OnUnauthenticatedRequest: 'allow' | 'deny' | 'authenticate') {
  const url = 'https://issuer.example';

  return {
    Issuer: url,
    AuthorizationEndpoint: url,
    TokenEndpoint: url,
    UserInfoEndpoint: url,
    ClientId: 'shop',
    OnUnauthenticatedRequest,
  };
}

function cognito(OnUnauthenticatedRequest: 'allow' | 'authenticate') {
  return {
    UserPoolArn: 'pool',
    UserPoolClientId: 'shop',
    UserPoolDomain: 'shop',
    OnUnauthenticatedRequest,
  };
}
