import { describe, expect, it } from 'vitest';
import { evaluatorOf } from '../../../functions/engines/iam/evaluator.ts';
import { anyFunction, withKnown } from '../../../functions/engines/iam/request-context.ts';
import type { RolePermissions } from '../../../functions/engines/iam/role-permissions.ts';
import type { IamRequest } from '../../../functions/engines/iam/tally.ts';
import { roleOf, type Written } from '../../builders/role-of.ts';
import { fc, property } from '../../property.ts';

const object = 'arn:aws:s3:::invoices/2026/1.pdf';
const get: IamRequest = {
  action: 's3:GetObject',
  resource: object,
  context: withKnown(anyFunction, {
    'aws:CurrentTime': ['2026-11-25T00:00:00Z'],
    'aws:TokenIssueTime': ['2026-11-25T00:00:00Z'],
    'aws:EpochTime': ['1795564800'],
    'aws:PrincipalAccount': ['111122223333'],
  }),
};
const allow = { Action: 's3:GetObject' };
const deny = (statement: Written): Written => ({ ...statement, Effect: 'Deny' });
const when = (operator: string, key: string, value: string) => ({
  Condition: { [operator]: { [key]: value } },
});
const open = when('StringEquals', 'aws:PrincipalTag/team', 'shop');
const over = when('DateLessThan', 'aws:CurrentTime', '2020-01-01T00:00:00Z');
const before = when('DateLessThan', 'aws:TokenIssueTime', '2020-01-01T00:00:00Z');
const untilEpoch = when('NumericLessThan', 'aws:EpochTime', '1577836800');

function answer(role: RolePermissions, request: Partial<IamRequest> = {}) {
  return evaluatorOf(role)({ ...get, ...request }).answer;
}

describe('allows', () => {
  it.each<[string, Written[][], Written[]?]>([
    ['an action on everything', [[allow]]],
    ['an action in another case, with white space', [[{ Action: ' S3:getobject ' }]]],
    ['a wildcard in an action', [[{ Action: 's3:Get*' }]]],
    ['one of several policies', [[{ Action: 'sqs:*' }], [allow]]],
    ['a resource in a list (case 9)', [[{ ...allow, Resource: ['arn:aws:sqs:*', object] }]]],
    ['a wildcard across slashes', [[{ ...allow, Resource: 'arn:aws:s3:::invoices/*' }]]],
    ['NotAction of something else', [[{ NotAction: 'iam:*' }]]],
    ['NotResource of something else', [[{ ...allow, NotResource: 'arn:aws:s3:::wages/*' }]]],
    ['NotAction before an Allow (case 8)', [[deny({ NotAction: 's3:*' }), allow]]],
    ['a Deny of another action', [[allow, deny({ Action: 's3:PutObject' })]]],
    ['a Deny on another resource', [[allow, deny({ ...allow, Resource: 'arn:aws:s3:::wages/*' })]]],
    ['a Deny on all but this', [[allow, deny({ ...allow, NotResource: object })]]],
    ['a Deny under a condition that never holds', [[allow, deny({ ...allow, ...over })]]],
    ['a boundary that allows it', [[allow]], [{ Action: 's3:*' }]],
    ['an unknown action, by a wildcard (case 21)', [[{ Action: ['s3:Nonesuch', '*'] }]]],
    [
      'a variable that is known',
      [
        [
          {
            ...allow,
            Condition: { StringEquals: { 'aws:PrincipalAccount': `\${aws:PrincipalAccount}` } },
          },
        ],
      ],
    ],
    ['an Allow beside one that is open', [[allow, { ...allow, ...open }]]],
    ['a policy that is attached twice (case 22)', [[allow], [allow]]],
    ['a statement without Action before one with (case 8)', [[{ NotAction: 'sqs:*' }, allow]]],
  ])('%s', (_, documents, boundary) => {
    expect(answer(roleOf(documents, boundary))).toBe('allowed');
  });

  it('a resource that is named by a variable, and takes its value literally', () => {
    const role = roleOf([[{ ...allow, Resource: `arn:aws:s3:::\${aws:PrincipalAccount}/*` }]]);
    const wild = withKnown(anyFunction, { 'aws:PrincipalAccount': ['*'] });

    expect(answer(role, { resource: 'arn:aws:s3:::111122223333/a' })).toBe('allowed');
    expect(answer(role, { context: wild })).toBe('denied');
    expect(answer(role, { resource: 'arn:aws:s3:::*/a', context: wild })).toBe('allowed');
  });

  it('sts:GetCallerIdentity to everyone', () => {
    const role = roleOf([[deny({ Action: '*' })]]);

    expect(answer(role, { action: 'sts:GetCallerIdentity', resource: '*' })).toBe('allowed');
  });
});

describe('denies', () => {
  it.each<[string, Written[][], Written[]?]>([
    ['what nothing allows', [[{ Action: 's3:PutObject' }]]],
    ['a role without policies', []],
    ['a wildcard that ends elsewhere', [[{ Action: 's3:Get?' }]]],
    ['another resource', [[{ ...allow, Resource: 'arn:aws:s3:::invoices' }]]],
    ['a name in another case', [[{ ...allow, Resource: object.toUpperCase() }]]],
    ['NotAction of it', [[{ NotAction: 's3:*' }]]],
    ['NotResource of it', [[{ ...allow, NotResource: 'arn:aws:s3:::invoices/*' }]]],
    ['a Deny of *', [[allow, deny({ Action: '*' })]]],
    ['a Deny before, in another policy', [[deny(allow)], [allow]]],
    ['a Deny by NotAction', [[allow, deny({ NotAction: 'sqs:*' })]]],
    ['a Deny by NotResource', [[allow, deny({ ...allow, NotResource: 'arn:aws:s3:::wages/*' })]]],
    ['an Allow whose day is over', [[{ ...allow, ...over }]]],
    ['an Allow for tokens of before', [[{ ...allow, ...before }]]],
    ['an Allow until a second that is over', [[{ ...allow, ...untilEpoch }]]],
    ['a boundary without it', [[allow]], [{ Action: 'sqs:*' }]],
    ['a boundary with a Deny', [[allow]], [{ Action: '*' }, deny(allow)]],
    ['what only the boundary allows', [[]], [allow]],
    ['an empty boundary', [[allow]], []],
    ['a variable that a role lacks', [[{ ...allow, Resource: `arn:aws:s3:::\${aws:username}*` }]]],
    [
      'one false condition beside an open one',
      [[{ ...allow, Condition: { ...open.Condition, ...over.Condition } }]],
    ],
  ])('%s', (_, documents, boundary) => {
    expect(answer(roleOf(documents, boundary))).toBe('denied');
  });
});

describe('passing a role', () => {
  const toLambda = when('StringEquals', 'iam:PassedToService', 'lambda.amazonaws.com');
  const roles = 'arn:aws:iam::111122223333:role/worker-*';
  const passing = (service: readonly string[] | undefined, role = 'worker-1') => ({
    action: 'iam:PassRole',
    resource: `arn:aws:iam::111122223333:role/${role}`,
    context: service ? withKnown(anyFunction, { 'iam:PassedToService': service }) : anyFunction,
  });
  const may = roleOf([[{ Action: 'iam:PassRole', Resource: roles, ...toLambda }]]);
  const mayNot = roleOf([[{ Action: 'iam:*' }, deny({ Action: 'iam:PassRole', ...toLambda })]]);

  it.each<[string, RolePermissions, IamRequest, string]>([
    ['to the service that is named', may, passing(['lambda.amazonaws.com']), 'allowed'],
    ['to another', may, passing(['ec2.amazonaws.com']), 'denied'],
    ['to no service yet', may, passing([]), 'denied'],
    ['to whom is not known', may, passing(undefined), 'conditional'],
    ['that is not named', may, passing(['lambda.amazonaws.com'], 'admin'), 'denied'],
    ['that is on a path (case 10)', may, passing(['lambda.amazonaws.com'], 'a/worker-1'), 'denied'],
    ['to a service that is denied', mayNot, passing(['lambda.amazonaws.com']), 'denied'],
    ['to one that is not', mayNot, passing(['ec2.amazonaws.com']), 'allowed'],
    ['to whom is not known, of which one is denied', mayNot, passing(undefined), 'conditional'],
  ])('%s', (_, permissions, request, expected) => {
    expect(evaluatorOf(permissions)(request).answer).toBe(expected);
  });
});

describe('leaves open', () => {
  it.each<[string, Written[][], Written[] | undefined, string[]]>([
    ['an Allow under a condition', [[{ ...allow, ...open }]], undefined, ['aws:PrincipalTag/team']],
    [
      'a Deny under one',
      [[allow, deny({ ...allow, ...open })]],
      undefined,
      ['aws:PrincipalTag/team'],
    ],
    ['a boundary under one', [[allow]], [{ ...allow, ...open }], ['aws:PrincipalTag/team']],
    [
      'a variable in a resource',
      [[{ ...allow, Resource: `arn:aws:s3:::\${aws:PrincipalTag/t}/*` }]],
      undefined,
      [],
    ],
    [
      'only what is open of several conditions',
      [[{ ...allow, Condition: { ...open.Condition, Bool: { 'aws:SecureTransport': 'true' } } }]],
      undefined,
      ['aws:PrincipalTag/team'],
    ],
  ])('%s', (_, documents, boundary, keys) => {
    const decision = evaluatorOf(roleOf(documents, boundary))(get);

    expect(decision.answer).toBe('conditional');
    expect(decision.conditions.map(({ key }) => key)).toEqual(keys);
  });

  it('only the boundary, where the role may for sure', () => {
    const elsewhere = when('StringEquals', 'aws:RequestedRegion', 'eu-west-1');
    const role = roleOf([[allow, { ...allow, ...open }]], [{ ...allow, ...elsewhere }]);

    const { answer: given, conditions } = evaluatorOf(role)(get);

    expect(given).toBe('conditional');
    expect(conditions.map(({ key }) => key)).toEqual(['aws:RequestedRegion']);
  });

  it('nothing where the variable cannot make the name', () => {
    const role = roleOf([[{ ...allow, Resource: `arn:aws:s3:::wages-\${aws:PrincipalTag/t}/*` }]]);

    expect(answer(role)).toBe('denied');
  });
});

it('names the statements that did it', () => {
  const decide = evaluatorOf(
    roleOf([[{ Action: 'sqs:*' }, { ...allow, Sid: 'Read' }], [deny({ ...allow, ...open })]]),
  );

  expect(decide(get).deciding).toMatchObject([
    { policy: { name: 'p0' }, number: 2, statement: { sid: 'Read' } },
    { policy: { name: 'p1' }, number: 1 },
  ]);
});

describe('whatever the policies', () => {
  const rank = { denied: 0, conditional: 1, allowed: 2 };
  const statement = fc.record({
    Effect: fc.constantFrom('Allow', 'Deny'),
    Action: fc.constantFrom('*', 's3:*', 's3:GetObject', 's3:Put*', 'iam:*'),
    Resource: fc.constantFrom(
      '*',
      object,
      'arn:aws:s3:::wages/*',
      `arn:aws:s3:::\${aws:PrincipalTag/t}/*`,
    ),
    Condition: fc.constantFrom({}, open.Condition, over.Condition, {
      Bool: { 'aws:SecureTransport': true },
    }),
  });
  const documents = fc.array(fc.array(statement, { minLength: 1, maxLength: 3 }), { maxLength: 3 });

  property.prop([documents, statement])('a Deny more never allows more', (before, more) => {
    const after = [...before, [{ ...more, Effect: 'Deny' }]];

    expect(rank[answer(roleOf(after))]).toBeLessThanOrEqual(rank[answer(roleOf(before))]);
  });

  property.prop([documents, statement])('an Allow more never allows less', (before, more) => {
    const after = [...before, [{ ...more, Effect: 'Allow' }]];

    expect(rank[answer(roleOf(after))]).toBeGreaterThanOrEqual(rank[answer(roleOf(before))]);
  });

  property.prop([documents])('their order does not matter', (given) => {
    const backwards = given.toReversed().map((each) => each.toReversed());

    expect(answer(roleOf(backwards))).toBe(answer(roleOf(given)));
  });

  property.prop([documents, statement])('a boundary never allows more', (given, limit) => {
    expect(rank[answer(roleOf(given, [limit]))]).toBeLessThanOrEqual(rank[answer(roleOf(given))]);
  });

  property.prop([documents])('what is open lies between its readings', (given) => {
    const decide = evaluatorOf(roleOf(given));
    const readings = [[], ['shop'], ['invoices']].flatMap((team) =>
      [[], ['invoices'], ['x']].map((tag) =>
        decide({
          ...get,
          context: withKnown(get.context, {
            'aws:PrincipalTag/team': team,
            'aws:PrincipalTag/t': tag,
          }),
        }),
      ),
    );
    const unread = decide(get).answer;

    if (unread !== 'conditional')
      expect(readings.every((each) => each.answer === unread)).toBe(true);
  });

  property.prop([documents])('what is decided has statements', (given) => {
    const { answer: given_, deciding } = evaluatorOf(roleOf(given))(get);

    if (given_ !== 'denied') expect(deciding.length).toBeGreaterThan(0);
  });
});
