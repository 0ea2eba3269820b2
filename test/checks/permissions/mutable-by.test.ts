import { expect, it } from 'vitest';
import { mutableBy } from '../../../functions/checks/permissions/mutable-by.ts';
import type { Changer } from '../../../functions/engines/iam/changers.ts';
import { describeCheck } from '../../builders/describe-check.ts';

const changer = (name: string, more: Partial<Changer> = {}): Changer => ({
  role: `arn:aws:iam::111122223333:role/${name}`,
  may: ['code'],
  isConditional: false,
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
    { name: 'a role', facts: factsOf([changer('dev')]), subjects: ['function'] },
    {
      name: 'one that is not meant to',
      facts: factsOf([changer('dev'), changer('deploy')], ['deploy']),
      subjects: ['function'],
    },
    {
      name: 'one whose name only begins like one that is',
      facts: factsOf([changer('deployer')], ['deploy']),
      subjects: ['function'],
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
  [1, "One role can change the function's code", 2],
  [10, "10 roles can change the function's code", 11],
])('names %i to the last', (number, summary, evidence) => {
  const roles = Array.from({ length: number }, (_, index) => changer(`dev-${index}`));

  const verdict = mutableBy.evaluate(factsOf(roles));

  const [detail] = verdict.outcome === 'fail' ? verdict.details : [];
  expect(detail?.summary).toBe(summary);
  expect(detail?.evidence).toHaveLength(evidence);
});

it('names all that they can change, in one order', () => {
  const facts = factsOf([
    changer('a', { may: ['policy'] }),
    changer('b', { may: ['configuration', 'code'] }),
  ]);

  expect(mutableBy.evaluate(facts)).toMatchObject({
    details: [{ summary: "2 roles can change the function's code, configuration, policy" }],
  });
});

it('names some and counts the rest, administrators among them', () => {
  const roles = Array.from({ length: 12 }, (_, index) => changer(`dev-${index}`));
  const [first = changer('x'), ...rest] = roles;
  const facts = factsOf([{ ...first, may: ['policy', 'code'], isConditional: true }, ...rest]);

  const verdict = mutableBy.evaluate(facts);

  const [detail] = verdict.outcome === 'fail' ? verdict.details : [];
  expect(detail?.summary).toBe("12 roles can change the function's code, policy");
  expect(detail?.evidence.map(({ text }) => text)).toEqual([
    `${first.role}: code, policy, under conditions`,
    ...rest.slice(0, 9).map(({ role }) => `${role}: code`),
    'and 2 more',
    'not counted: 200 administrators of the account',
  ]);
});

function factsOf(roles: readonly Changer[], deployRoles: readonly string[] = []) {
  return { changers: { administrators: 200, roles }, deployRoles };
}
