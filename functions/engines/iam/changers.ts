import * as z from 'zod/mini';
import { compareTexts } from '../../core/compare-texts.ts';
import type { Known } from '../../core/known.ts';
import { accountOf, roleTarget } from '../../core/target.ts';
import { administration } from './administrator.ts';
import { evaluatorOf } from './evaluator.ts';
import type { NamedPolicy } from './named-policy.ts';
import { noControls } from './organization-controls.ts';
import { type Statement, selectsAction } from './policy-document.ts';
import { withControls } from './principal-controls.ts';
import { type RequestContext, withKnown } from './request-context.ts';
import { type RolePermissions, rolePermissions } from './role-permissions.ts';

/** Who can change functions: what they run, how they are set up, whom they let in. */
export interface Changers {
  /** Roles and users that administer the account, and so everything in it. */
  readonly administrators: number;
  /** How many functions there are. */
  readonly of: number;
  /** The others, by ARN. */
  readonly roles: readonly Changer[];
}

/** A role or a user, and what it may change of which functions. */
export interface Changer {
  /** ARN. */
  readonly role: string;
  /** Of any of them. */
  readonly may: readonly Change[];
  /** All of it depends on conditions that cannot be decided here. */
  readonly isConditional: boolean;
  /** How many functions it can change. */
  readonly count: number;
  /** ARNs of the first of them. */
  readonly functions: readonly string[];
}

/** As they are stored. */
export const changersSchema: z.ZodMiniType<Changers> = z.object({
  administrators: z.number(),
  of: z.number(),
  roles: z.array(
    z.object({
      role: z.string(),
      may: z.array(z.enum(['code', 'configuration', 'policy'])),
      isConditional: z.boolean(),
      count: z.number(),
      functions: z.array(z.string()),
    }),
  ),
});

/** Functions that are named of a role; more are counted. */
const MOST_NAMED = 10;

export type Change = keyof typeof actionsOf;

/** Of an account, the roles and users that may be able to change some function, as they are stored. */
export type ChangeCandidates = z.infer<typeof changeCandidates>;

export const changeCandidates = z.object({
  administrators: z.number(),
  candidates: z.array(z.object({ role: z.string(), permissions: rolePermissions })),
  /** ARNs of roles and users that could not be read, and why. */
  unread: z.array(z.string()),
});

/** What each takes, any of it. */
const actionsOf = {
  code: ['lambda:UpdateFunctionCode'],
  configuration: ['lambda:UpdateFunctionConfiguration', 'lambda:UpdateAlias'],
  policy: ['lambda:AddPermission', 'lambda:PutResourcePolicy'],
} as const;

const changes = Object.keys(actionsOf) as readonly Change[];
const actions = Object.values(actionsOf).flat();

/**
 * The roles and users of an account that a closer look is worth, each with no more of its policies than that
 * takes. Service-linked roles are left out: no principal can assume them.
 *
 * @param principals by ARN; a user with the policies of its groups.
 */
export function changeCandidatesIn(
  principals: ReadonlyMap<string, Known<RolePermissions>>,
): ChangeCandidates {
  const candidates: { role: string; permissions: RolePermissions }[] = [];
  const unread: string[] = [];
  let administrators = 0;

  for (const [role, known] of [...principals].sort(([a], [b]) => compareTexts(a, b))) {
    if (role.includes(':role/aws-service-role/')) continue;

    const gap = known.known ? known.incomplete : known.reason;
    if (gap !== undefined) unread.push(`${role}: ${gap}`);
    if (!known.known) continue;
    if (administersFunctions(known.value)) administrators += 1;
    else if (mayChange(known.value)) candidates.push({ role, permissions: relevant(known.value) });
  }

  return changeCandidates.parse({ administrators, candidates, unread });
}

function administersFunctions(permissions: RolePermissions): boolean {
  const found = administration(permissions);

  return (
    found !== undefined &&
    found.unreadBoundary === undefined &&
    (found.over === 'IAM' || !found.withheld.includes('lambda'))
  );
}

/**
 * What the candidates can change of an account's functions, by what is known of any request of theirs.
 *
 * @param functions ARNs.
 * @param controls what the organization leaves to the account.
 */
export function changersAmong(
  { administrators, candidates }: ChangeCandidates,
  functions: readonly string[],
  now: string,
  controls = noControls,
): Changers {
  const inOrder = functions.toSorted(compareTexts);
  const roles = candidates
    .map(({ role, permissions }) =>
      changerOf(role, withControls(permissions, controls, roleTarget(role)), inOrder, now),
    )
    .filter((changer) => changer !== undefined);

  return { administrators, of: functions.length, roles };
}

function changerOf(
  role: string,
  permissions: RolePermissions,
  functions: readonly string[],
  now: string,
): Changer | undefined {
  const changesOf = changesBy(role, permissions, now);
  // Where the policies make no difference between functions, one stands for all.
  const [one] = functions;
  const alike = one !== undefined && isAboutAllAlike(permissions) ? changesOf(one) : undefined;
  const changed = functions
    .map((arn) => ({ arn, ...(alike ?? changesOf(arn)) }))
    .filter(({ may }) => may.length > 0);
  if (changed.length === 0) return undefined;

  const all = new Set(changed.flatMap(({ may }) => may));
  return {
    role,
    may: changes.filter((change) => all.has(change)),
    isConditional: changed.every(({ isConditional }) => isConditional),
    count: changed.length,
    functions: changed.slice(0, MOST_NAMED).map(({ arn }) => arn),
  };
}

function changesBy(role: string, permissions: RolePermissions, now: string) {
  const decide = evaluatorOf(permissions);
  const context = contextOf(role, now);

  return (resource: string) => {
    const answers = changes.map((change) => ({
      change,
      answers: actionsOf[change].map((action) => decide({ action, resource, context }).answer),
    }));
    const may = answers.filter((each) => each.answers.some((answer) => answer !== 'denied'));

    return {
      may: may.map(({ change }) => change),
      isConditional: !may.some((each) => each.answers.includes('allowed')),
    };
  };
}

/** Whether all its statements are about every resource. */
function isAboutAllAlike({ policies, boundary, controls }: RolePermissions): boolean {
  if (controls !== undefined) return false;

  return [...policies, ...(boundary ? [boundary] : [])].every(({ statements }) =>
    statements.every(
      ({ resources: { scope, patterns } }) =>
        scope === 'only' && patterns.every((one) => one === '*'),
    ),
  );
}

/** It may have been assumed with a second factor, from anywhere: all that is left open. */
function contextOf(role: string, now: string): RequestContext {
  return withKnown(new Map(), {
    'aws:PrincipalArn': [role],
    'aws:PrincipalAccount': [accountOf(role)],
    'aws:ResourceAccount': [accountOf(role)],
    'aws:CurrentTime': [now],
  });
}

function mayChange({ policies }: RolePermissions): boolean {
  return policies.some(({ statements }) =>
    statements.some((statement) => statement.effect === 'Allow' && isAboutChange(statement)),
  );
}

function relevant({ policies, boundary }: RolePermissions): RolePermissions {
  const less = (policy: NamedPolicy): NamedPolicy => ({
    ...policy,
    statements: policy.statements.filter(isAboutChange),
  });

  return { policies: policies.map(less), ...(boundary && { boundary: less(boundary) }) };
}

function isAboutChange({ actions: selection }: Statement): boolean {
  return actions.some((action) => selectsAction(selection, action));
}
