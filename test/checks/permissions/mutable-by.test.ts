import { expect, it } from 'vitest';
import { mutableBy } from '../../../functions/checks/permissions/mutable-by.ts';
import type { Changer } from '../../../functions/engines/iam/changers.ts';
import { describeCheck } from '../../builders/describe-check.ts';

const orders = 'arn:aws:lambda:eu-west-1:111122223333:function:orders';

const changer = (name: string, more: Partial<Changer> = {}): Changer => ({
  role: `arn:aws:iam::111122223333:role/${name}`,
  may: ['code'],
  isConditional: false,
  count: 1,
  functions: [orders],
  ...more,
});

describeCheck(mutableBy, {
  passes: [
    { name: 'no role', facts: factsOf([]) },
    { name: 'a role that deploys, by its name', facts: factsOf([changer('deploy')], ['deploy']) },
    {
      name: 'one by a pattern, whatever its path (case 10)',
      facts: factsOf([changer('cdk/cdk-abc-deploy-role-1')], ['cdk-*-deploy-role-*']),
    },
    {
      name: 'one by its ARN',
      facts: factsOf([changer('ci/deploy')], ['arn:aws:iam::111122223333:role/ci/*']),
    },
  ],
  fails: [
    { name: 'a role', facts: factsOf([changer('dev')]), subjects: [arnOf('dev')] },
    {
      name: 'a user',
      facts: factsOf([changer('x', { role: 'arn:aws:iam::111122223333:user/anna' })]),
      subjects: ['arn:aws:iam::111122223333:user/anna'],
    },
    {
      name: 'one that is not meant to',
      facts: factsOf([changer('dev'), changer('deploy')], ['deploy']),
      subjects: [arnOf('dev')],
    },
    {
      name: 'one whose name only begins like one that is',
      facts: factsOf([changer('deployer')], ['deploy']),
      subjects: [arnOf('deployer')],
    },
    {
      name: 'each of two',
      facts: factsOf([changer('a'), changer('b')]),
      subjects: [arnOf('a'), arnOf('b')],
    },
  ],
});

it.each([
  ['info', 'as long as it is not set which roles deploy', []],
  ['medium', 'beyond those that deploy', ['deploy']],
])('weighs %s %s', (severity, _, deployRoles) => {
  expect(mutableBy.evaluate(factsOf([changer('dev')], deployRoles))).toMatchObject({
    details: [{ severity }],
  });
});

it.each([
  [1, 1, 'dev can change code of the only function'],
  [1, 40, 'dev can change code of 1 of 40 functions'],
  [40, 40, 'dev can change code of all 40 functions'],
])('says of how many functions: %i of %i', (count, of, summary) => {
  const verdict = mutableBy.evaluate(factsOf([changer('dev', { count })], [], of));

  expect(verdict).toMatchObject({ details: [{ summary }] });
});

it('names some functions and counts the rest, administrators too', () => {
  const may = ['code', 'policy'] as const;
  const facts = factsOf([changer('dev', { may, isConditional: true, count: 12 })], [], 40);

  expect(mutableBy.evaluate(facts)).toMatchObject({
    details: [
      {
        summary: 'dev can change code, policy of 12 of 40 functions, under conditions',
        mark: expect.arrayContaining(['code, under conditions', '8 functions or more']),
        evidence: [
          { text: orders },
          { text: 'and 11 more' },
          { text: 'not counted: 200 administrators of the account' },
        ],
      },
    ],
  });
});

function factsOf(roles: readonly Changer[], deployRoles: readonly string[] = [], of = 1) {
  return { changers: { administrators: 200, of, roles }, deployRoles };
}

function arnOf(name: string): string {
  return `arn:aws:iam::111122223333:role/${name}`;
}

it('calls a user one', () => {
  const anna = changer('x', { role: 'arn:aws:iam::111122223333:user/team/anna' });

  expect(mutableBy.evaluate(factsOf([anna]))).toMatchObject({
    details: [{ summary: expect.stringMatching(/^user anna can change code/) }],
  });
});
