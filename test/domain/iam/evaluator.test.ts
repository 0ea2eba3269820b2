import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { evaluatorOf } from '../../../functions/domain/iam/evaluator.ts';
import { MalformedPolicy, parsePolicy } from '../../../functions/domain/iam/policy-document.ts';
import { anyFunction, withKnown } from '../../../functions/domain/iam/request-context.ts';
import {
  type RolePermissions,
  rolePermissionsOf,
} from '../../../functions/domain/iam/role-permissions.ts';
import type { IamRequest } from '../../../functions/domain/iam/tally.ts';
import { roleOf, type Written } from '../../role-of.ts';

const object = 'arn:aws:s3:::invoices/2026/1.pdf';
const get: IamRequest = {
  action: 's3:GetObject',
  resource: object,
  context: withKnown(anyFunction, {
    'aws:CurrentTime': ['2026-11-25T00:00:00Z'],
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
    ['an action that nobody knows, by a wildcard (case 21)', [[{ Action: ['s3:Nonesuch', '*'] }]]],
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

  test.prop([documents, statement])('a Deny more never allows more', (before, more) => {
    const after = [...before, [{ ...more, Effect: 'Deny' }]];

    expect(rank[answer(roleOf(after))]).toBeLessThanOrEqual(rank[answer(roleOf(before))]);
  });

  test.prop([documents, statement])('an Allow more never allows less', (before, more) => {
    const after = [...before, [{ ...more, Effect: 'Allow' }]];

    expect(rank[answer(roleOf(after))]).toBeGreaterThanOrEqual(rank[answer(roleOf(before))]);
  });

  test.prop([documents])('their order does not matter', (given) => {
    const backwards = given.toReversed().map((each) => each.toReversed());

    expect(answer(roleOf(backwards))).toBe(answer(roleOf(given)));
  });

  test.prop([documents, statement])('a boundary never allows more', (given, limit) => {
    expect(rank[answer(roleOf(given, [limit]))]).toBeLessThanOrEqual(rank[answer(roleOf(given))]);
  });

  test.prop([documents])('what is open lies between its readings', (given) => {
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

  test.prop([documents])('what is decided has statements', (given) => {
    const { answer: given_, deciding } = evaluatorOf(roleOf(given))(get);

    if (given_ !== 'denied') expect(deciding.length).toBeGreaterThan(0);
  });
});

describe('10,000 documents that nobody would write', () => {
  const word = fc.oneof(
    fc.constantFrom(
      '*',
      's3:*',
      's3:GetObject',
      `\${aws:PrincipalTag/x}`,
      `\${`,
      '__proto__',
      object,
    ),
    fc.string({ maxLength: 20 }),
    fc.constant('*a'.repeat(500)),
  );
  const junk = fc.oneof(word, fc.array(word, { maxLength: 4 }), fc.jsonValue({ maxDepth: 4 }));
  const block = fc.dictionary(
    fc.constantFrom(
      'StringLike',
      'ForAllValues:ArnLike',
      'Null',
      'NumericLessThan',
      'DateLessThan',
      'IpAddress',
      'Oops',
    ),
    fc.dictionary(
      fc.constantFrom('aws:SecureTransport', 'aws:CurrentTime', 'x'),
      fc.oneof(word, fc.array(word)),
    ),
    { maxKeys: 3 },
  );
  const statement = fc.record(
    {
      Effect: fc.constantFrom('Allow', 'Deny', 'Perhaps'),
      Action: junk,
      NotAction: junk,
      Resource: junk,
      NotResource: junk,
      Condition: fc.oneof(block, fc.jsonValue({ maxDepth: 6 })),
    },
    { requiredKeys: ['Effect', 'Action', 'Resource'] },
  );
  const words = fc.oneof(word, fc.array(word, { minLength: 1, maxLength: 4 }));
  const sound = fc.record({
    Effect: fc.constantFrom('Allow', 'Deny'),
    Action: words,
    Resource: words,
    Condition: block,
  });
  const text = fc.oneof(
    fc.array(sound, { maxLength: 4 }).map((it) => JSON.stringify({ Statement: it })),
    fc
      .record({ Statement: fc.oneof(statement, fc.array(statement, { maxLength: 4 })) })
      .map((it) => JSON.stringify(it)),
    fc.json(),
    fc.string(),
    fc
      .nat({ max: 50_000 })
      .map((depth) => `{"Statement":${'[`.repeat(depth)}${`]'.repeat(depth)}}`),
  );

  /** Whether it was a policy. */
  function evaluated(document: string): boolean {
    try {
      const statements = parsePolicy(document, 'it');
      const policy = { name: 'it', source: 'inline', statements } as const;
      evaluatorOf(rolePermissionsOf([policy], policy))(get);

      return true;
    } catch (error) {
      expect(error).toBeInstanceOf(MalformedPolicy);
      return false;
    }
  }

  /** More than once, for the machine does other things too. */
  function isSlow(document: string): boolean {
    return [1, 2, 3].every(() => {
      const started = performance.now();
      evaluated(document);
      return performance.now() - started > 50;
    });
  }

  it('are read, or are malformed, each at once', () => {
    const documents = fc.sample(text, { numRuns: 10_000, seed: 4 });

    expect(documents.filter(evaluated).length).toBeGreaterThan(1_000);
    expect(documents.filter(isSlow)).toEqual([]);
  }, 60_000);
});
