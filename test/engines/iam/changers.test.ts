import { describe, expect, it } from 'vitest';
import type { Known } from '../../../functions/core/known.ts';
import { changeCandidatesIn, changersAmong } from '../../../functions/engines/iam/changers.ts';
import { parsePolicy } from '../../../functions/engines/iam/policy-document.ts';
import {
  type RolePermissions,
  rolePermissionsOf,
} from '../../../functions/engines/iam/role-permissions.ts';
import { controlsOf, fullAccess } from '../../builders/controls-of.ts';
import { functionNamed } from '../../fakes/targets.ts';

const orders = functionNamed('orders');
const now = '2026-11-24T02:00:00.000Z';
const role = (name: string) => `arn:aws:iam::111122223333:role/${name}`;
const update = { Effect: 'Allow', Action: 'lambda:UpdateFunctionCode', Resource: '*' };
const mails = orders.arn.replace('orders', 'mails');
const deny = { ...update, Effect: 'Deny' };
const as = (name: string) => ({ Condition: { ArnEquals: { 'aws:PrincipalArn': role(name) } } });
const mfa = { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } };

describe('who can change a function', () => {
  it.each<[string, readonly object[], readonly string[]]>([
    ['its code', [update], ['code']],
    ['this function', [{ ...update, Resource: orders.arn }], ['code']],
    ['all about it', [{ ...update, Action: 'lambda:*' }], ['code', 'configuration', 'policy']],
    ['where an alias leads', [{ ...update, Action: 'lambda:UpdateAlias' }], ['configuration']],
    ['whom it lets in', [{ ...update, Action: 'lambda:PutResourcePolicy' }], ['policy']],
    [
      'all that is not left out (case 8)',
      [{ ...update, Action: undefined, NotAction: 's3:*', Resource: orders.arn }],
      ['code', 'configuration', 'policy'],
    ],
    ['with a second factor', [{ ...update, ...mfa }], ['code']],
    ['as itself', [{ ...update, ...as('dev') }], ['code']],
    ['another function denied', [update, { ...deny, Resource: mails }], ['code']],
  ])('%s', (_, statements, may) => {
    expect(changers({ dev: known(statements) })).toMatchObject([{ role: role('dev'), may }]);
  });

  it.each<[string, readonly object[]]>([
    ['another function', [{ ...update, Resource: mails }]],
    ['reads only', [{ ...update, Action: 'lambda:Get*' }]],
    ['denied (case 7)', [update, { ...deny, Action: '*' }]],
    [
      'another account',
      [{ ...update, Resource: orders.arn.replace('111122223333', '444455556666') }],
    ],
    ['as another role', [{ ...update, ...as('ops') }]],
    [
      'no longer',
      [{ ...update, Condition: { DateLessThan: { 'aws:CurrentTime': '2020-01-01T00:00:00Z' } } }],
    ],
  ])('is not who may change %s', (_, statements) => {
    expect(changers({ dev: known(statements) })).toEqual([]);
  });

  it('is marked when all depends on conditions', () => {
    expect(changers({ dev: known([{ ...update, ...mfa }]), ops: known([update]) })).toMatchObject([
      { role: role('dev'), isConditional: true },
      { role: role('ops'), isConditional: false },
    ]);
  });

  it('is limited by a boundary', () => {
    const limit = {
      name: 'limit',
      source: 'managed',
      statements: parsed([{ ...update, Action: 's3:*' }]),
    } as const;
    const policies = [{ name: 'p', source: 'inline', statements: parsed([update]) }] as const;

    expect(changers({ dev: { known: true, value: rolePermissionsOf(policies, limit) } })).toEqual(
      [],
    );
  });
});

describe('of many functions, a role', () => {
  const many = Array.from({ length: 12 }, (_, index) =>
    functionNamed(`f${String(index).padStart(2, '0')}`),
  ).map(({ arn }) => arn);
  const among = (statements: readonly object[]) =>
    changersAmong(changeCandidatesIn(roles({ dev: known(statements) })), many, now);

  it('is one changer, which names the first and counts all', () => {
    expect(among([update])).toEqual({
      administrators: 0,
      of: 12,
      roles: [
        {
          role: role('dev'),
          may: ['code'],
          isConditional: false,
          count: 12,
          functions: many.slice(0, 10),
        },
      ],
    });
  });

  it('changes those that its policy names, each as far as it does', () => {
    const statements = [
      { ...update, Resource: many[3] },
      { ...update, Action: 'lambda:AddPermission', Resource: many[7] },
    ];

    expect(among(statements).roles).toMatchObject([
      { may: ['code', 'policy'], count: 2, functions: [many[3], many[7]] },
    ]);
  });

  it('may be denied one of all', () => {
    expect(among([update, { ...deny, Resource: many[0] }]).roles).toMatchObject([{ count: 11 }]);
  });

  it('changes none where there is none', () => {
    expect(changersAmong(changeCandidatesIn(roles({ dev: known([update]) })), [], now)).toEqual({
      administrators: 0,
      of: 0,
      roles: [],
    });
  });
});

describe('the candidates among the roles of an account', () => {
  it('counts administrators, and leaves out the roles of services and who changes nothing', () => {
    const found = changeCandidatesIn(
      roles({
        admin: known([{ ...update, Action: '*' }]),
        'aws-service-role/x': known([update]),
        reader: known([{ ...update, Action: 's3:GetObject' }]),
        denied: known([deny]),
        b: known([update]),
        a: known([update]),
        broken: { known: false, reason: 'MalformedPolicy' },
        'without-lambda': known([
          { ...update, Action: '*' },
          { ...deny, Action: 'lambda:*' },
        ]),
        'without-iam': known([
          { ...update, Action: '*' },
          { ...deny, Action: 'iam:*' },
        ]),
        'in-part': known([update], 'the inline policy x is none'),
      }),
    );

    expect(found).toMatchObject({
      administrators: 2,
      candidates: ['a', 'b', 'in-part', 'without-lambda'].map((name) => ({ role: role(name) })),
      unread: [
        `${role('broken')}: MalformedPolicy`,
        `${role('in-part')}: the inline policy x is none`,
      ],
    });
  });

  it('keeps of their policies what the question takes', () => {
    const { candidates } = changeCandidatesIn(
      roles({ dev: known([update, { ...update, Action: 's3:*' }, deny]) }),
    );

    expect(candidates[0]?.permissions.policies[0]?.statements).toHaveLength(2);
  });
});

function changers(named: Readonly<Record<string, Known<RolePermissions>>>) {
  return changersAmong(changeCandidatesIn(roles(named)), [orders.arn], now).roles;
}

function roles(named: Readonly<Record<string, Known<RolePermissions>>>) {
  return new Map(Object.entries(named).map(([name, permissions]) => [role(name), permissions]));
}

function known(statements: readonly object[], incomplete?: string): Known<RolePermissions> {
  const policies = [{ name: 'p', source: 'inline', statements: parsed(statements) }] as const;

  return { known: true, value: rolePermissionsOf(policies, undefined), incomplete };
}

function parsed(Statement: readonly object[]) {
  return parsePolicy(JSON.stringify({ Statement }), 'p');
}

it('leaves out what the organization denies, but to those that it exempts', () => {
  const candidates = changeCandidatesIn(
    new Map([
      [role('dev'), known([update])],
      [role('deploy'), known([update])],
      ['arn:aws:iam::111122223333:user/anna', known([update])],
    ]),
  );
  const controls = controlsOf({
    root: [
      fullAccess,
      [
        {
          Effect: 'Deny',
          Action: 'lambda:Update*',
          Condition: { ArnNotLike: { 'aws:PrincipalArn': role('deploy*') } },
        },
      ],
    ],
  });
  const names = (within?: typeof controls) =>
    changersAmong(candidates, [orders.arn], now, within).roles.map((each) => each.role);

  expect(names()).toEqual([role('deploy'), role('dev'), 'arn:aws:iam::111122223333:user/anna']);
  expect(names(controls)).toEqual([role('deploy')]);
});
