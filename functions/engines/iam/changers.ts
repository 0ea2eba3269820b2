import * as z from 'zod/mini';
import { compareTexts } from '../../core/compare-texts.ts';
import type { Known } from '../../core/known.ts';
import { accountOf, type Target } from '../../core/target.ts';
import { administration } from './administrator.ts';
import { evaluatorOf } from './evaluator.ts';
import type { NamedPolicy } from './named-policy.ts';
import { type Statement, selectsAction } from './policy-document.ts';
import { type RequestContext, withKnown } from './request-context.ts';
import { type RolePermissions, rolePermissions } from './role-permissions.ts';

/** Who can change a function: what it runs, how it is set up, whom it lets in. */
export interface Changers {
  /** Roles that administer the account, and so everything in it. */
  readonly administrators: number;
  /** The others, by ARN. */
  readonly roles: readonly Changer[];
}

export interface Changer {
  /** ARN. */
  readonly role: string;
  readonly may: readonly Change[];
  /** All of it depends on conditions that cannot be decided here. */
  readonly isConditional: boolean;
}

export type Change = keyof typeof actionsOf;

/** Of an account, the roles that may be able to change some function, as they are stored. */
export type ChangeCandidates = z.infer<typeof changeCandidates>;

export const changeCandidates = z.object({
  administrators: z.number(),
  candidates: z.array(z.object({ role: z.string(), permissions: rolePermissions })),
  /** ARNs of roles that could not be read, and why. */
  unread: z.array(z.string()),
});

/** What each takes, any of it. */
const actionsOf = {
  code: ['lambda:UpdateFunctionCode'],
  configuration: ['lambda:UpdateFunctionConfiguration', 'lambda:UpdateAlias'],
  policy: ['lambda:AddPermission', 'lambda:PutResourcePolicy'],
} as const;

const actions = Object.values(actionsOf).flat();

/**
 * The roles of an account that a closer look is worth, each with no more of its policies than that
 * takes. Service-linked roles are left out: no principal can assume them.
 */
export function changeCandidatesIn(
  roles: ReadonlyMap<string, Known<RolePermissions>>,
): ChangeCandidates {
  const candidates: { role: string; permissions: RolePermissions }[] = [];
  const unread: string[] = [];
  let administrators = 0;

  for (const [role, known] of [...roles].sort(([a], [b]) => compareTexts(a, b))) {
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

/** Those of the candidates that can change a function, by what is known of any request of theirs. */
export function changersOf(
  { administrators, candidates }: ChangeCandidates,
  { arn }: Target<'function'>,
  now: string,
): Changers {
  const roles = candidates
    .map(({ role, permissions }) => changerOf(role, permissions, arn, now))
    .filter((changer) => changer !== undefined);

  return { administrators, roles };
}

function changerOf(
  role: string,
  permissions: RolePermissions,
  resource: string,
  now: string,
): Changer | undefined {
  const decide = evaluatorOf(permissions);
  const context = contextOf(role, now);
  const answers = (Object.keys(actionsOf) as Change[]).map((change) => ({
    change,
    answers: actionsOf[change].map((action) => decide({ action, resource, context }).answer),
  }));
  const may = answers.filter((each) => each.answers.some((answer) => answer !== 'denied'));

  return may.length === 0
    ? undefined
    : {
        role,
        may: may.map(({ change }) => change),
        isConditional: !may.some((each) => each.answers.includes('allowed')),
      };
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
