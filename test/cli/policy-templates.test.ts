import { expect, it } from 'vitest';
import {
  actionsMatching,
  contextOf,
  evaluatorOf,
  type RightSizedPolicy,
  rolePermissionsOf,
  type SizedRole,
  type Statement,
} from '../../functions/engines/iam/index.ts';
import { widerThan } from '../builders/wider-than.ts';
import { policyOfTemplate, roleOfTemplate, templates } from './template-policy.ts';

const logs = 'arn:aws:logs:eu-west-1:111122223333:log-group:/aws/lambda/orders';
/** How many actions are allowed, by the one and by the other. */
const sizes: { readonly before: number; readonly after: number }[] = [];

it.each(templates)('of a function in $runtime that $name', async (template) => {
  const sized = roleOfTemplate(template);

  const policy = await policyOfTemplate(template, sized);

  const [before, after] = [sized.permissions, withPolicy(sized, policy)].map(decider(sized));
  for (const run of [...template.runs, `logs:PutLogEvents ${logs}:log-stream:a`]) {
    expect([run, after?.(run)]).toEqual([run, before?.(run)]);
    expect([run, before?.(run)]).not.toEqual([run, 'denied']);
  }
  const own = policy.statements.map(({ statement }) => statement);
  expect(widerThan(sized.permissions, own)).toEqual([]);
  const actions = patternsIn(own);
  expect(actions.filter((action) => template.gone?.includes(action))).toEqual([]);
  expect(actions.filter((action) => action.includes('*'))).toEqual([]);
  expect(policy.undecided).toEqual([]);
  expect(policy.missing).toEqual([]);
});

it('allows a small part of what was written by hand', () => {
  const sum = (of: 'before' | 'after') => sizes.reduce((total, size) => total + size[of], 0);

  expect(sizes).toHaveLength(templates.length);
  expect(sum('after')).toBeLessThan(sum('before') / 10);
});

function withPolicy({ permissions }: SizedRole, { statements }: RightSizedPolicy) {
  const own = statements.map(({ statement }) => statement);
  const today = permissions.policies.flatMap((policy) => policy.statements);
  sizes.push({ before: countIn(today), after: countIn(own) });

  return rolePermissionsOf([{ name: 'own', source: 'inline', statements: own }], undefined);
}

function countIn(statements: readonly Statement[]): number {
  return new Set(patternsIn(statements).flatMap(actionsMatching)).size;
}

/** Of what is allowed. */
function patternsIn(statements: readonly Statement[]): readonly string[] {
  return statements.flatMap(({ effect, actions }) => (effect === 'Allow' ? actions.patterns : []));
}

/** `action resource` */
function decider({ role, now }: SizedRole) {
  return (permissions: SizedRole['permissions']) => {
    const decide = evaluatorOf(permissions);

    return (run: string) => {
      const [action = '', resource = ''] = run.split(' ');
      return decide({ action, resource, context: contextOf(role, now) }).answer;
    };
  };
}
