import { describe, expect, it } from 'vitest';
import { roleTarget } from '../../../functions/core/target.ts';
import { anyFunction } from '../../../functions/engines/iam/request-context.ts';
import { resourceEvaluatorOf } from '../../../functions/engines/iam/resource-evaluator.ts';
import type { RolePermissions } from '../../../functions/engines/iam/role-permissions.ts';
import { resourcePolicyOf, when } from '../../builders/resource-policy-of.ts';
import { roleOf, type Written } from '../../builders/role-of.ts';
import { fc, property } from '../../property.ts';

const role = roleTarget('arn:aws:iam::111122223333:role/shop/orders');
const session = 'arn:aws:sts::111122223333:assumed-role/orders/orders-function';
const request = {
  action: 's3:GetObject',
  resource: 'arn:aws:s3:::invoices/1.pdf',
  context: anyFunction,
};
const may = roleOf([[{ Action: 's3:GetObject' }]]);
const mayNot = roleOf([[{ Action: 'sqs:*' }]]);
const mayIf = roleOf([
  [{ Action: 's3:GetObject', ...when('StringEquals', 'aws:PrincipalTag/team', 'shop') }],
]);
const refused = roleOf([[{ Effect: 'Deny', Action: 's3:*' }]]);
const held = roleOf([[{ Action: 's3:*' }]], [{ Action: 'sqs:*' }]);

function decided(
  permissions: RolePermissions,
  statements: readonly Written[],
  more: { readonly account?: string; readonly isClosed?: boolean } = {},
) {
  const policy = resourcePolicyOf(
    statements.map((each) => ({ Effect: 'Allow', Action: 's3:GetObject', ...each })),
  );
  const resource = { account: role.account, isClosed: false, ...more };

  return resourceEvaluatorOf(permissions, role, { ...resource, statements: policy.statements })(
    request,
  );
}

const itself = { Principal: { AWS: role.arn } };
const account = { Principal: { AWS: '111122223333' } };
const root = { Principal: { AWS: 'arn:aws:iam::111122223333:root' } };
const everyone = { Principal: '*' };
const open = when('StringEquals', 'aws:SourceVpc', 'vpc-1');
const never = when('Bool', 'aws:SecureTransport', 'false');
const deny = (statement: Written): Written => ({ ...statement, Effect: 'Deny' });

describe('in its own account', () => {
  it.each<[string, RolePermissions, Written[], string]>([
    ['its own policies do', may, [], 'allowed'],
    ['nothing does', mayNot, [], 'denied'],
    ['the resource lets it in by name', mayNot, [itself], 'allowed'],
    [
      'by name among others',
      mayNot,
      [{ Principal: { AWS: ['999988887777', role.arn] } }],
      'allowed',
    ],
    ['everyone, as * (case 5)', mayNot, [everyone], 'allowed'],
    ['everyone, as {"AWS":"*"} (case 5)', mayNot, [{ Principal: { AWS: '*' } }], 'allowed'],
    ['everyone, as {"AWS":["*"]} (case 5)', mayNot, [{ Principal: { AWS: ['*'] } }], 'allowed'],
    ['its account may, but that is for the account to say', mayNot, [account], 'denied'],
    ['the same by the root', mayNot, [root], 'denied'],
    ['another role', mayNot, [{ Principal: { AWS: `${role.arn}2` } }], 'denied'],
    [
      'a role of the name on another path (case 10)',
      mayNot,
      [{ Principal: { AWS: 'arn:aws:iam::111122223333:role/orders' } }],
      'denied',
    ],
    ['a service', mayNot, [{ Principal: { Service: 'lambda.amazonaws.com' } }], 'denied'],
    [
      'a provider of identities',
      mayNot,
      [{ Principal: { Federated: 'accounts.google.com' } }],
      'denied',
    ],
    [
      'a principal by canonical id (case 5)',
      mayNot,
      [{ Principal: { CanonicalUser: 'f00d' } }],
      'denied',
    ],
    [
      'a session of it, which may be another',
      mayNot,
      [{ Principal: { AWS: session } }],
      'conditional',
    ],
    [
      'a session of another role',
      mayNot,
      [{ Principal: { AWS: session.replace('orders/', 'wages/') } }],
      'denied',
    ],
    [
      'a wildcard that AWS may not take',
      mayNot,
      [{ Principal: { AWS: 'arn:aws:iam::*:role/x' } }],
      'conditional',
    ],
    ['by name, on a condition', mayNot, [{ ...itself, ...open }], 'conditional'],
    ['by name, on one that never holds', mayNot, [{ ...itself, ...never }], 'denied'],
    ['by name, another action', mayNot, [{ ...itself, Action: 's3:PutObject' }], 'denied'],
    [
      'by name, another resource',
      mayNot,
      [{ ...itself, Resource: 'arn:aws:s3:::wages/*' }],
      'denied',
    ],
    ['its own policies on a condition, the resource without', mayIf, [itself], 'allowed'],
    ['its own policies on a condition', mayIf, [], 'conditional'],
    ['its own Deny outweighs the resource', refused, [itself], 'denied'],
    ['a Deny of the resource', may, [deny(everyone)], 'denied'],
    ['a Deny of its account', may, [deny(account)], 'denied'],
    ['a Deny of it alone', may, [deny(itself)], 'denied'],
    ['a Deny of another', may, [deny({ Principal: { AWS: '999988887777' } })], 'allowed'],
    ['a Deny of a service', may, [deny({ Principal: { Service: 's3.amazonaws.com' } })], 'allowed'],
    [
      'a Deny by canonical id',
      may,
      [deny({ Principal: { CanonicalUser: 'f00d' } })],
      'conditional',
    ],
    ['a Deny of a session of it', may, [deny({ Principal: { AWS: session } })], 'conditional'],
    ['a Deny on a condition', may, [deny({ ...everyone, ...open })], 'conditional'],
    ['a Deny on one that never holds', may, [deny({ ...everyone, ...never })], 'allowed'],
    ['a Deny of *', may, [itself, deny({ ...everyone, Action: '*' })], 'denied'],
    [
      'a Deny by NotAction',
      may,
      [deny({ Principal: '*', NotAction: 'sqs:*', Action: undefined })],
      'denied',
    ],
    [
      'a Deny by NotResource',
      may,
      [deny({ ...everyone, NotResource: 'arn:aws:s3:::wages/*' })],
      'denied',
    ],
    ['a Deny of all but others', may, [deny({ NotPrincipal: { AWS: '999988887777' } })], 'denied'],
    [
      'a Deny of all but it, its account forgotten',
      may,
      [deny({ NotPrincipal: { AWS: role.arn } })],
      'conditional',
    ],
    [
      'a Deny of all but its account',
      may,
      [deny({ NotPrincipal: { AWS: '111122223333' } })],
      'conditional',
    ],
    [
      'a Deny of all but it and its account',
      may,
      [deny({ NotPrincipal: { AWS: [role.arn, '111122223333'] } })],
      'allowed',
    ],
    ['a Deny of all but everyone', may, [deny({ NotPrincipal: { AWS: '*' } })], 'allowed'],
    ['all but others', mayNot, [{ NotPrincipal: { AWS: '999988887777' } }], 'allowed'],
    [
      'all but it and its account',
      mayNot,
      [{ NotPrincipal: { AWS: [role.arn, '111122223333'] } }],
      'denied',
    ],
    ['by name, beyond its boundary', held, [itself], 'denied'],
    ['everyone, beyond its boundary', held, [everyone], 'conditional'],
  ])('%s', (_, permissions, statements, expected) => {
    expect(decided(permissions, statements).answer).toBe(expected);
  });
});

describe('of a key or a role, whose policy must let in even its own account', () => {
  it.each<[string, RolePermissions, Written[], string]>([
    ['its own policies alone', may, [], 'denied'],
    ['its own policies and the account', may, [root], 'allowed'],
    ['the account alone', mayNot, [root], 'denied'],
    ['by name alone', mayNot, [itself], 'allowed'],
    ['its own policies and the account on a condition', may, [{ ...root, ...open }], 'conditional'],
  ])('%s', (_, permissions, statements, expected) => {
    expect(decided(permissions, statements, { isClosed: true }).answer).toBe(expected);
  });
});

describe('in another account', () => {
  it.each<[string, RolePermissions, Written[], string]>([
    ['its own policies alone', may, [], 'denied'],
    ['the resource alone', mayNot, [itself], 'denied'],
    ['both, by name', may, [itself], 'allowed'],
    ['both, by account', may, [account], 'allowed'],
    ['both, by the root', may, [root], 'allowed'],
    ['both, everyone', may, [everyone], 'allowed'],
    ['both, another account', may, [{ Principal: { AWS: '999988887777' } }], 'denied'],
    ['both, by canonical id', may, [{ Principal: { CanonicalUser: 'f00d' } }], 'conditional'],
    ['its own policies on a condition', mayIf, [itself], 'conditional'],
    ['beyond its boundary', held, [itself], 'denied'],
    ['a Deny there', may, [itself, deny(everyone)], 'denied'],
    ['a Deny here', refused, [itself], 'denied'],
  ])('%s', (_, permissions, statements, expected) => {
    expect(decided(permissions, statements, { account: '999988887777' }).answer).toBe(expected);
  });
});

it('names the statements and the conditions of both', () => {
  const decision = decided(mayIf, [{ ...itself, ...open, Sid: 'Invited' }], { account: '9' });

  expect(decision.deciding).toMatchObject([{ policy: { name: 'p0' } }, { sid: 'Invited' }]);
  expect(decision.conditions.map(({ key }) => key)).toEqual([
    'aws:PrincipalTag/team',
    'aws:SourceVpc',
  ]);
});

it('leaves out that its account may, where that decides nothing', () => {
  const invited = (isClosed: boolean) => decided(may, [account], { isClosed }).deciding.length;

  expect([invited(false), invited(true)]).toEqual([1, 2]);
});

it('asks nothing of what is always allowed', () => {
  const resource = { account: role.account, isClosed: true, statements: [] };
  const decide = resourceEvaluatorOf(refused, role, resource);

  expect(decide({ ...request, action: 'sts:GetCallerIdentity' }).answer).toBe('allowed');
});

describe('whatever the policies', () => {
  const rank = { denied: 0, conditional: 1, allowed: 2 };
  const statement = fc
    .record({
      Effect: fc.constantFrom('Allow', 'Deny'),
      Action: fc.constantFrom('*', 's3:*', 's3:GetObject', 'sqs:*'),
      Resource: fc.constantFrom('*', request.resource, 'arn:aws:s3:::wages/*'),
      Who: fc.constantFrom<Written>(
        itself,
        account,
        everyone,
        { Principal: { AWS: session } },
        { Principal: { AWS: '999988887777' } },
        { NotPrincipal: { AWS: role.arn } },
        { NotPrincipal: { AWS: '999988887777' } },
      ),
      When: fc.constantFrom<Written>({}, open, never),
    })
    .map(({ Who, When, ...rest }) => ({ ...rest, ...Who, ...When }));
  const statements = fc.array(statement, { minLength: 1, maxLength: 4 });
  const own = fc.constantFrom(may, mayNot, mayIf, refused, held);
  const where = fc.record({
    account: fc.constantFrom(role.account, '999988887777'),
    isClosed: fc.boolean(),
  });

  property.prop([own, statements, statement, where])(
    'a Deny more never allows more',
    (role_, given, more, at) => {
      const after = decided(role_, [...given, { ...more, Effect: 'Deny' }], at);

      expect(rank[after.answer]).toBeLessThanOrEqual(rank[decided(role_, given, at).answer]);
    },
  );

  property.prop([own, statements, statement, where])(
    'an Allow more never allows less',
    (role_, given, more, at) => {
      const after = decided(role_, [...given, { ...more, Effect: 'Allow' }], at);

      expect(rank[after.answer]).toBeGreaterThanOrEqual(rank[decided(role_, given, at).answer]);
    },
  );

  property.prop([own, statements, where])('their order does not matter', (role_, given, at) => {
    expect(decided(role_, given.toReversed(), at).answer).toBe(decided(role_, given, at).answer);
  });

  property.prop([own, statements, where])('another account never gets more', (role_, given, at) => {
    const [home, abroad] = [role.account, '999988887777'].map((each) =>
      decided(role_, given, { ...at, account: each }),
    );

    expect(rank[abroad?.answer ?? 'allowed']).toBeLessThanOrEqual(rank[home?.answer ?? 'denied']);
  });
});
