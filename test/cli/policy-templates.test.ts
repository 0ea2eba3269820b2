import { expect, it } from 'vitest';
import { archiveAnalyser } from '../../functions/adapters/archives/archive-analyser.ts';
import { operationNames } from '../../functions/domain/permissions/operation-names.ts';
import {
  actionsMatching,
  contextOf,
  evaluatorOf,
  type RightSizedPolicy,
  rightSizedPolicy,
  rolePermissionsOf,
  type SizedRole,
  type Statement,
} from '../../functions/engines/iam/index.ts';
import { archiveOf } from '../../local/archive.ts';
import { useOf } from '../builders/function-use.ts';
import { roleOf } from '../builders/role-of.ts';
import { widerThan } from '../builders/wider-than.ts';
import { roleNamed } from '../fakes/targets.ts';
import { type PolicyTemplate, policyTemplates } from './policy-templates.ts';
import { policyTemplatesInPython } from './policy-templates-in-python.ts';

const templates = [...policyTemplates, ...policyTemplatesInPython];

const workerUrl = new URL('../../functions/handlers/analyse-archive.ts', import.meta.url);
const analyse = archiveAnalyser({ workerUrl, timeoutMs: 60_000, maxOldGenerationSizeMb: 512 });
const now = '2026-11-25T03:00:00.000Z';
const logs = 'arn:aws:logs:eu-west-1:111122223333:log-group:/aws/lambda/orders';
/** How many actions are allowed, by the one and by the other. */
const sizes: { readonly before: number; readonly after: number }[] = [];

it.each(templates)('of a function in $runtime that $name', async (template) => {
  const sized = roleWith(template);

  const policy = await policyFor(template, sized);

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

async function policyFor(
  { runtime, code, env = {}, platform }: PolicyTemplate,
  sized: SizedRole,
): Promise<RightSizedPolicy> {
  const isCommon = code.includes('require(');
  const file = runtime.startsWith('python') ? 'app.py' : isCommon ? 'app.js' : 'app.mjs';
  const archive = await archiveOf({ [file]: code });
  const { sdkCalls } = await analyse(new Uint8Array(archive), { runtime, handler: 'app.handler' });
  const { platform: plain } = useOf([]);
  const use = useOf([], {
    calls: sdkCalls,
    variables: { known: true, value: env },
    platform: { ...plain, ...platform },
  });

  return rightSizedPolicy(sized, [use], operationNames);
}

function roleWith({ granted }: PolicyTemplate): SizedRole {
  return { permissions: roleOf([granted]), role: roleNamed('orders'), now };
}

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
function decider({ role }: SizedRole) {
  return (permissions: SizedRole['permissions']) => {
    const decide = evaluatorOf(permissions);

    return (run: string) => {
      const [action = '', resource = ''] = run.split(' ');
      return decide({ action, resource, context: contextOf(role, now) }).answer;
    };
  };
}
