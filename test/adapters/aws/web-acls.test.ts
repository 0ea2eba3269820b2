import {
  GetIPSetCommand,
  GetWebACLCommand,
  GetWebACLForResourceCommand,
  type Rule,
  type Statement,
  WAFV2Client,
  type WebACL,
} from '@aws-sdk/client-wafv2';
import { beforeEach, describe, expect, it } from 'vitest';
import { webAclReader } from '../../../functions/adapters/aws/web-acls.ts';
import { factSources } from '../../builders/fact-sources.ts';
import { mockClient } from '../../fakes/mock-client.ts';
import { accessDenied } from '../../fakes/targets.ts';

const waf = mockClient(WAFV2Client);
const arn = 'arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/shop/a-1';
const office = 'arn:aws:wafv2:eu-west-1:111122223333:regional/ipset/office/s-1';
const halves = 'arn:aws:wafv2:eu-west-1:111122223333:regional/ipset/halves/s-2';
const balancer = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/shop/50dc';
const regions: string[] = [];
const reader = (clock = () => new Date('2026-11-29T02:00:00Z')) =>
  webAclReader((region) => {
    regions.push(region);
    return new WAFV2Client({ region });
  }, clock);
const read = () => reader().one(arn);

type Some = Omit<Partial<WebACL>, 'Rules'> & { readonly Rules?: readonly Partial<Rule>[] };
const from = (set: string): Statement => ({ IPSetReferenceStatement: { ARN: set } });
const path: Statement = { GeoMatchStatement: { CountryCodes: ['CH'] } };
const allows = (statement: Statement): Partial<Rule> => ({
  Name: 'allows',
  Priority: 0,
  Statement: statement,
  Action: { Allow: {} },
});
const limits: Partial<Rule> = {
  Name: 'limits',
  Priority: 5,
  Statement: { RateBasedStatement: { Limit: 100, AggregateKeyType: 'IP' } },
  Action: { Block: {} },
};

beforeEach(() => {
  waf.reset();
  regions.length = 0;
  acl({});
  set('s-1', '198.51.100.0/24', '203.0.113.7/32');
  set('s-2', '0.0.0.0/1', '128.0.0.0/1');
});

describe('rates', () => {
  it.each<[string, Partial<Rule>, object]>([
    [
      'of an address, over five minutes',
      limits,
      { name: 'limits', requests: 100, seconds: 300, by: 'address' },
    ],
    ['over its own window', rate({ EvaluationWindowSec: 60 }), { seconds: 60 }],
    ['of an address in a header', rate({ AggregateKeyType: 'FORWARDED_IP' }), { by: 'header' }],
    ['of keys', rate({ AggregateKeyType: 'CUSTOM_KEYS' }), { by: 'own keys' }],
    ['of all', rate({ AggregateKeyType: 'CONSTANT' }), { by: 'all' }],
    ['of some requests', rate({ ScopeDownStatement: path }), { isPartial: true }],
    ['that are counted', { ...limits, Action: { Count: {} } }, { isCounting: true }],
    [
      'behind a CAPTCHA',
      { ...limits, Action: { Captcha: {} } },
      expect.not.objectContaining({ isCounting: true }),
    ],
    [
      'behind a challenge',
      { ...limits, Action: { Challenge: {} } },
      expect.not.objectContaining({ isCounting: true }),
    ],
  ])('%s', async (_, rule, expected) => {
    acl({ Rules: [rule] });

    expect((await read()).rates).toMatchObject([expected]);
  });

  it.each<[string, Partial<Rule>, boolean]>([
    ['allows some before', allows(path), true],
    ['allows some after', { ...allows(path), Priority: 9 }, false],
    ['allows an office before', allows(from(office)), false],
    ['blocks before', { ...allows(path), Action: { Block: {} } }, false],
    ['counts before', { ...allows(path), Action: { Count: {} } }, false],
    ['asks a rule group before', group({}), true],
    [
      'asks a rule group before, and only counts',
      { ...group({}), OverrideAction: { Count: {} } },
      false,
    ],
    ['asks a rule group of AWS before', group({ VendorName: 'AWS', Name: 'Common' }), false],
    [
      'asks a rule group of another vendor before',
      group({ VendorName: 'Other', Name: 'Common' }),
      true,
    ],
  ])('where the ACL %s are partial: %s', async (_, rule, isPartial) => {
    acl({ Rules: [limits, rule] });

    expect((await read()).rates[0]?.isPartial ?? false).toBe(isPartial);
  });
});

describe('is closed', () => {
  it.each<[string, Some, boolean]>([
    ['with nothing that allows', {}, true],
    ['but for an office', { Rules: [allows(from(office)), limits] }, true],
    [
      'but for an office that asks for more',
      { Rules: [allows({ AndStatement: { Statements: [path, from(office)] } })] },
      true,
    ],
    ['but for both halves of the internet', { Rules: [allows(from(halves))] }, false],
    ['but for an office, and a country', { Rules: [allows(from(office)), allows(path)] }, false],
    [
      'but for who is in no office',
      { Rules: [allows({ NotStatement: { Statement: from(office) } })] },
      false,
    ],
    [
      'but for an office or a country',
      { Rules: [allows({ OrStatement: { Statements: [path, from(office)] } })] },
      false,
    ],
    ['but for an office, by a header', { Rules: [allows(byHeader(office))] }, false],
    ['but for what a rule group allows', { Rules: [group({})] }, false],
    [
      'but for what Firewall Manager allows',
      { PreProcessFirewallManagerRuleGroups: [{} as never] },
      false,
    ],
    [
      'and lets in by default',
      { DefaultAction: { Allow: {} }, Rules: [allows(from(office))] },
      false,
    ],
  ])('%s', async (_, some, isClosed) => {
    acl({ DefaultAction: { Block: {} }, ...some });

    expect((await read()).isClosed ?? false).toBe(isClosed);
  });

  it('is no ACL that admits very many small networks, or addresses without a length', async () => {
    acl({ DefaultAction: { Block: {} }, Rules: [allows(from(office))] });
    set('s-1', ...Array.from({ length: 256 }, (_, block) => `${block}.0.0.0/16`));
    expect(await read()).not.toHaveProperty('isClosed');

    set('s-1', '10.0.0.1');
    expect(await read()).not.toHaveProperty('isClosed');
  });
});

describe('is unread, with a reason,', () => {
  it.each<[string, () => void, string]>([
    [
      'where it is denied',
      () => waf.on(GetWebACLCommand).rejects(accessDenied()),
      'AccessDeniedException',
    ],
    ['where the answer has none', () => waf.on(GetWebACLCommand).resolves({}), 'without one'],
    [
      'where an IP set is denied',
      () => waf.on(GetIPSetCommand).rejects(accessDenied()),
      'AccessDeniedException',
    ],
    [
      'where an IP set has no addresses',
      () => waf.on(GetIPSetCommand).resolves({}),
      'without addresses',
    ],
  ])('%s', async (_, refuse, reason) => {
    acl({ DefaultAction: { Block: {} }, Rules: [allows(from(office))] });
    refuse();

    expect(await read()).toEqual({
      arn,
      name: 'shop',
      rates: [],
      reason: expect.stringContaining(reason),
    });
  });

  it('where it is of AWS WAF Classic', async () => {
    const classic = 'arn:aws:waf-regional:eu-west-1:111122223333:webacl/a-1';

    expect(await reader().one(classic)).toMatchObject({
      reason: expect.stringContaining('Classic'),
    });
    expect(waf.calls()).toHaveLength(0);
  });
});

it('asks for each by its name, its id and its scope, once a sweep, in its region', async () => {
  let now = new Date('2026-11-29T02:00:00Z');
  const { one } = reader(() => now);
  await Promise.all([one(arn), one(arn)]);
  expect(waf.commandCalls(GetWebACLCommand).map(({ args }) => args[0].input)).toEqual([
    { Name: 'shop', Id: 'a-1', Scope: 'REGIONAL' },
  ]);
  expect(regions).toEqual(['eu-west-1']);

  now = new Date('2026-11-30T02:00:00Z');
  await one(arn);
  expect(waf.calls()).toHaveLength(2);
});

describe('before a load balancer', () => {
  it('is read by what it stands before', async () => {
    waf
      .on(GetWebACLForResourceCommand, { ResourceArn: balancer })
      .resolves({ WebACL: shop({ Rules: [limits as Rule] }) });

    expect(await reader().before(balancer)).toMatchObject({ arn, rates: [{ name: 'limits' }] });
  });

  it('is none where there is none, and unread where it is denied', async () => {
    waf.on(GetWebACLForResourceCommand).resolves({});
    expect(await reader().before(balancer)).toBeUndefined();

    const none = Object.assign(new Error('none'), { name: 'WAFNonexistentItemException' });
    waf.on(GetWebACLForResourceCommand).rejects(none);
    expect(await reader().before(balancer)).toBeUndefined();

    waf.on(GetWebACLForResourceCommand).rejects(accessDenied());
    expect(await reader().before(balancer)).toMatchObject({
      arn: balancer,
      name: 'before the load balancer shop',
      reason: expect.stringContaining('AccessDenied'),
    });
  });
});

it.each([
  ['apiRoutes', 'wafv2:GetWebACL', 'any web ACL'],
  ['appsyncApis', 'wafv2:GetWebACL', 'any web ACL'],
  ['triggerSources', 'wafv2:GetWebACL', 'any web ACL'],
  ['triggerSources', 'wafv2:GetIPSet', 'any IP set'],
  ['apiRoutes', 'wafv2:GetIPSet', 'any IP set'],
  ['appsyncApis', 'wafv2:GetIPSet', 'any IP set'],
  ['balancerRules', 'wafv2:GetIPSet', 'any IP set'],
  ['balancerRules', 'wafv2:GetWebACLForResource', 'any load balancer'],
  ['balancerRules', 'wafv2:GetWebACLForResource', 'any regional web ACL'],
] as const)('the fact %s declares %s on %s', (fact, action, on) => {
  expect(factSources.function[fact]).toContainEqual({ action, on });
});

function rate(some: object): Partial<Rule> {
  return {
    ...limits,
    Statement: { RateBasedStatement: { Limit: 100, AggregateKeyType: 'IP', ...some } },
  };
}

function group(managed: { readonly VendorName?: string; readonly Name?: string }): Partial<Rule> {
  const statement: Statement =
    managed.VendorName === undefined
      ? { RuleGroupReferenceStatement: { ARN: 'arn:group' } }
      : { ManagedRuleGroupStatement: { VendorName: managed.VendorName, Name: managed.Name ?? '' } };

  return { Name: 'group', Priority: 0, Statement: statement, OverrideAction: { None: {} } };
}

function byHeader(set: string): Statement {
  return {
    IPSetReferenceStatement: {
      ARN: set,
      IPSetForwardedIPConfig: {
        HeaderName: 'X-Forwarded-For',
        FallbackBehavior: 'NO_MATCH',
        Position: 'ANY',
      },
    },
  };
}

function shop(some: object): WebACL {
  return { Name: 'shop', Id: 'a-1', ARN: arn, DefaultAction: { Allow: {} }, ...some } as WebACL;
}

function acl(some: Some) {
  waf.on(GetWebACLCommand).resolves({ WebACL: shop(some) });
}

function set(Id: string, ...Addresses: string[]) {
  waf.on(GetIPSetCommand, { Id }).resolves({
    IPSet: { Name: 'x', Id, ARN: 'x', IPAddressVersion: 'IPV4', Addresses },
  });
}
