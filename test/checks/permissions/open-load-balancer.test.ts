import { describe, expect, it } from 'vitest';
import { openLoadBalancer } from '../../../functions/checks/permissions/open-load-balancer.ts';
import type { SenderVerification } from '../../../functions/core/code-route.ts';
import type { DecidedChange, DecidedChanges } from '../../../functions/core/decided-change.ts';
import type { BalancerRule } from '../../../functions/domain/exposure/balancer-rule.ts';
import type { PowerInUse } from '../../../functions/domain/exposure/given-power.ts';
import { remediationIn } from '../../../functions/domain/remediation/remediation-text.ts';
import type { RolePower } from '../../../functions/engines/iam/role-power.ts';
import { balancerRuleOf } from '../../builders/balancer-rule-of.ts';
import { describeCheck } from '../../builders/describe-check.ts';
import { little, much, something } from '../../builders/role-powers.ts';

const open = balancerRuleOf();
const removes: DecidedChange = {
  kind: 'removes',
  call: 'dynamodb:DeleteItem',
  by: 'key',
  path: 'index.js',
  line: 4,
  column: 1,
};

describeCheck(openLoadBalancer, {
  passes: [
    {
      name: 'no rule',
      facts: {
        balancerRules: [],
        rolePower: undefined,
        powerInUse: undefined,
        verifiesSignature: undefined,
        decidedChanges: undefined,
      },
    },
    passing('an internal load balancer', { isInternal: true }),
    passing('security groups that keep strangers out', { isBarred: true }),
    passing('a sign-in', { authentication: 'OIDC' }),
    passing('a token', { authentication: 'JWT' }),
    passing('a certificate', { authentication: 'certificate' }),
    passing('a header, which may hold a secret', { header: 'x-origin-verify' }),
  ],
  fails: [
    { ...passing('a path', {}), subjects: ['shop'] },
    {
      ...passing('any other request, to an alias', {
        takes: 'any other request',
        qualifier: 'live',
      }),
      subjects: ['shop'],
    },
    {
      name: 'two rules of a load balancer, and not the third, as one, and another load balancer',
      facts: {
        balancerRules: [
          open,
          { ...open, takes: 'path /pages/*' },
          { ...open, authentication: 'OIDC' },
          { ...open, balancerName: 'other' },
        ],
        rolePower: little,
        powerInUse: undefined,
        verifiesSignature: undefined,
        decidedChanges: undefined,
      },
      subjects: ['shop', 'other'],
    },
  ],
});

describe('an open load balancer', () => {
  it.each([
    ['low', little, [['GET']]],
    ['low', little, [['GET', 'HEAD']]],
    ['medium', something, [['GET']]],
    ['high', much, [['GET']]],
    ['high', undefined, [['GET']]],
    ['medium', little, [['GET', 'POST']]],
    ['high', little, [['GET', 'DELETE']]],
    ['high', something, [['GET', 'POST']]],
    ['medium', little, [undefined]],
    ['high', something, [undefined]],
    ['medium', little, [['GET'], undefined]],
    ['high', something, [['GET'], undefined]],
  ] as const)('is %s with %o and rules of the methods %o', (severity, power, methods) => {
    const rules = methods.map((each) => ({ ...open, ...(each && { methods: [...each] }) }));

    expect(detailsOf(rules, power)[0]?.severity).toBe(severity);
  });

  it('goes by what the code is seen to do, and not for a rule to an alias', () => {
    const code = { gives: 'little', writes: false, because: 'it calls nothing' } as const;
    const severityBy = (rule: BalancerRule) =>
      detailsOf([rule], something, undefined, { code, secrets: [] })[0]?.severity;

    expect(severityBy(open)).toBe('medium');
    expect(severityBy({ ...open, qualifier: 'live' })).toBe('high');
  });

  it('names its rules, and what the role gives', () => {
    const [detail] = detailsOf(
      [open, { ...open, takes: 'path /pages/*, method GET', methods: ['GET'], qualifier: 'live' }],
      something,
    );

    expect(detail).toMatchObject({
      summary: `Anyone can call it through the load balancer shop, at ${open.address}`,
      evidence: [
        { text: `${open.address}: path /orders/* requires no authentication, and may write` },
        {
          text: `${open.address}: path /pages/*, method GET requires no authentication, leads to live of the function`,
        },
        { text: something.because },
      ],
      mark: [
        `path /orders/* at ${open.address} to the function`,
        `path /pages/*, method GET at ${open.address} to live`,
      ],
    });
  });

  it.each([
    ['medium', {}],
    ['high', { qualifier: 'live' }],
  ] as const)('is %s where the code verifies a signature, with %o', (severity, rule) => {
    const check = { kind: 'stripe', path: 'index.js', line: 12, column: 3 } as const;
    const [detail] = detailsOf([{ ...open, ...rule }], something, check);

    expect(detail?.severity).toBe(severity);
    expect(detail?.remediation?.includes('index.js, line 12')).toBe(severity === 'medium');
  });

  it.each([
    ['medium', '/login', undefined],
    ['high', '/users', 'The code asks POST /users for no credentials'],
  ])('is %s where all routes of the code ask but POST %s', (severity, path, text) => {
    const check = { kind: 'jwt', path: 'guard.js', line: 3, column: 1 } as const;
    const routes = [
      { method: 'GET', path: '/orders', check },
      { method: 'POST', path },
    ];
    const [detail] = detailsOf([open], something, { routes });

    expect(detail?.severity).toBe(severity);
    if (text) expect(detail?.evidence).toContainEqual({ text });
  });

  it.each([
    ['high', 'something is handed out', {}],
    ['medium', 'the code of an alias may hand out nothing', { qualifier: 'live' }],
  ] as const)('is %s where %s', (severity, _, rule) => {
    const upload = { kind: 'upload', named: 'all', path: 'index.js', line: 9, column: 1 } as const;
    const use = { code: undefined, secrets: [], handsOut: [upload] };
    const reading = { ...open, methods: ['GET', 'HEAD'], ...rule };
    const [detail] = detailsOf([reading], something, undefined, use);

    expect(detail?.severity).toBe(severity);
    expect(detail?.evidence.some(({ text }) => text.includes('signs an address'))).toBe(
      severity === 'high',
    );
  });

  it.each<[string, string, readonly DecidedChange[], Partial<BalancerRule>]>([
    ['medium', 'nothing is decided by it', [], {}],
    ['high', 'something is', [removes], {}],
    ['high', 'the code of an alias may decide something', [], { qualifier: 'live' }],
    [
      'medium',
      'it reads, and another way may be the one that removes',
      [removes],
      { methods: ['GET'] },
    ],
  ])('is %s where %s', (severity, _, changes, rule) => {
    const [detail] = detailsOf([{ ...open, ...rule }], something, undefined, undefined, {
      changes,
    });

    expect(detail?.severity).toBe(severity);
    expect(detail?.evidence.some(({ text }) => text.startsWith('its code removes'))).toBe(
      severity === 'high' && changes.length > 0,
    );
  });

  it('is medium where its role denies what is decided by it', () => {
    const decided = { changes: [removes], isAsRole: true } as const;
    const denying = { ...something, changes: [] };

    expect(detailsOf([open], denying, undefined, undefined, decided)[0]?.severity).toBe('medium');
  });

  it('is medium where what decides it is in no request of a load balancer', () => {
    const changes = [{ ...removes, onlyBy: ['path parameters', 'other fields'] as const }];

    expect(detailsOf([open], something, undefined, undefined, { changes })[0]?.severity).toBe(
      'medium',
    );
  });

  it('is judged by its worst method', () => {
    const rule = { ...open, methods: ['GET', 'DELETE'] };

    expect(detailsOf([rule], little)[0]?.severity).toBe('high');
  });

  it('says how each rule comes to authenticate its callers, once', () => {
    const [detail] = detailsOf([open, { ...open, qualifier: 'live' }], little);

    const { lead, parts } = remediationIn(detail?.remediation ?? '');
    expect(lead).toMatch(/\.$/);
    expect(parts.at(-1)?.text).toBe(
      `aws elbv2 modify-rule --rule-arn ${open.arn} --region eu-west-1 --actions file://actions.json`,
    );
  });
});

function passing(name: string, rule: Partial<BalancerRule>) {
  return {
    name,
    facts: {
      balancerRules: [{ ...open, ...rule }],
      rolePower: undefined,
      powerInUse: undefined,
      verifiesSignature: undefined,
      decidedChanges: undefined,
    },
  };
}

function detailsOf(
  balancerRules: readonly BalancerRule[],
  rolePower: RolePower | undefined,
  verifiesSignature?: SenderVerification,
  powerInUse?: PowerInUse,
  decidedChanges?: DecidedChanges,
) {
  const verdict = openLoadBalancer.evaluate({
    balancerRules,
    rolePower,
    powerInUse,
    verifiesSignature,
    decidedChanges,
  });

  return verdict.outcome === 'fail' ? verdict.details : [];
}
