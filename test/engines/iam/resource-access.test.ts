import { describe, expect, it } from 'vitest';
import { accessBy, isPublic } from '../../../functions/engines/iam/resource-access.ts';
import type { ResourcePolicy } from '../../../functions/engines/iam/resource-policy.ts';
import { orders, resourcePolicyOf, when } from '../../builders/resource-policy-of.ts';
import { fc, property } from '../../property.ts';

describe('whatever a policy says', () => {
  property.prop([fc.array(statementLike(), { minLength: 1, maxLength: 4 }), statementLike()])(
    'one more Deny opens it to no caller',
    (statements, more) => {
      const after = [...statements, { ...more, Effect: 'Deny' }];

      expect(openActions(resourcePolicyOf(statements))).toEqual(
        expect.arrayContaining([...openActions(resourcePolicyOf(after))]),
      );
    },
  );

  property.prop([
    fc
      .array(statementLike(), { maxLength: 4 })
      .chain((given) =>
        fc.tuple(fc.constant(given), fc.shuffledSubarray(given, { minLength: given.length })),
      ),
  ])('the order of its statements does not matter', ([given, shuffled]) => {
    expect(openActions(resourcePolicyOf(shuffled))).toEqual(openActions(resourcePolicyOf(given)));
  });
});

it('is soon done with the longest policy that is read', () => {
  const hostile = `${'a*'.repeat(40)}b`;
  const statement = { Principal: '*', Action: '*', Resource: Array(80).fill(hostile) };
  const policy = resourcePolicyOf([
    { ...statement, Effect: 'Allow' },
    ...Array(3).fill({ ...statement, Effect: 'Deny' }),
  ]);

  expect(openActions(policy)).toEqual([]);
});

it.each([
  ['NotAction is not Action', { NotAction: 'lambda:InvokeFunction' }],
  ['two patterns are not one with a line between', { Action: 'lambda:GetPolicy\nlambda:Invoke' }],
  ['nor with a comma', { Action: 'lambda:GetPolicy","lambda:InvokeFunction' }],
])('remembers of each set of actions its own: %s', (_, other) => {
  const about = (actions: object) =>
    openActions(resourcePolicyOf([{ Effect: 'Allow', Principal: '*', Resource: '*', ...actions }]));
  const one = { Action: 'lambda:InvokeFunction' };
  const two = { Action: ['lambda:GetPolicy', 'lambda:InvokeFunction'] };

  for (const order of [
    [one, two, other],
    [other, two, one],
  ]) {
    for (const each of order) about(each);
    expect(about(one)).toEqual(['lambda:InvokeFunction']);
    expect(about(two)).toEqual(['lambda:GetPolicy', 'lambda:InvokeFunction']);
    expect(about(other)).not.toContain('lambda:InvokeFunction');
  }
});

function openActions(policy: ResourcePolicy): readonly string[] {
  const open = policy.statements
    .filter(({ effect }) => effect === 'Allow')
    .flatMap((statement) => accessBy(statement, policy, orders.arn))
    .filter(isPublic);

  return [...new Set(open.flatMap(({ actions }) => actions))].sort();
}

function statementLike() {
  return fc
    .tuple(
      fc.constantFrom('Allow', 'Deny'),
      fc.constantFrom('Principal', 'NotPrincipal'),
      fc.constantFrom<object | string>(
        '*',
        { AWS: '111122223333' },
        { Service: 's3.amazonaws.com' },
      ),
      fc.constantFrom('Action', 'NotAction'),
      fc.subarray(['*', 'lambda:*', 'lambda:Invoke*', 'lambda:GetPolicy'], { minLength: 1 }),
      fc.constantFrom('*', orders.arn, `${orders.arn}:live`),
      fc.constantFrom(
        {},
        when('StringEquals', 'aws:PrincipalOrgID', 'o-abc123'),
        when('StringNotEquals', 'aws:PrincipalOrgID', 'o-abc123'),
        when('Bool', 'unknown:Key', 'true'),
      ),
    )
    .map(([Effect, whom, principals, about, actions, Resource, condition]) => ({
      Effect,
      [whom]: principals,
      [about]: actions,
      Resource,
      ...condition,
    }));
}
