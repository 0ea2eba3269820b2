import type { Target } from '../../core/target.ts';
import { all, any, type Outcome, outcomeOf } from './condition-outcome.ts';
import { selectsAction } from './policy-document.ts';
import { accountOfPrincipal, isEveryone, type Principal } from './principal.ts';
import type { RequestContext } from './request-context.ts';
import type { ResourceStatement } from './resource-policy.ts';
import { takesIn } from './role-principal.ts';
import type { TrustPolicy } from './trust-policy.ts';

/** How a trust policy lets in a role of its own account. */
export interface RoleEntry {
  /** By name is enough. With its account, its own policies have to allow it as well. */
  readonly by: 'name' | 'account';
  readonly isSure: boolean;
  readonly statement: ResourceStatement;
  /** ARNs of the role's sessions, where it lets in no other. */
  readonly sessions: readonly string[];
}

const ASSUME = 'sts:AssumeRole';

/**
 * The best way in that a trust policy leaves to a role of the same account; undefined for none.
 *
 * @param context of the requests that the role makes.
 *
 * Source: "Policy evaluation logic", "Evaluating identity-based policies with resource-based
 * policies" (IAM User Guide): a resource policy that names a role of its account grants alone.
 */
export function entryFor(
  { statements }: TrustPolicy,
  role: Target<'role'>,
  context: RequestContext,
): RoleEntry | undefined {
  const about = statements.filter(({ actions }) => selectsAction(actions, ASSUME));
  const denial = any(
    about
      .filter(({ effect }) => effect === 'Deny')
      .map((deny) => all([isHit(deny, role), ...outcomes(deny, context)])),
  );
  if (denial === true) return undefined;

  return about
    .filter(({ effect }) => effect === 'Allow')
    .map((statement) => entryBy(statement, role, context, denial))
    .filter((entry) => entry !== undefined)
    .toSorted(bestFirst)[0];
}

/** Whom a trust policy names: roles by ARN, or all of an account, or everyone; and services. */
export function namedIn({ statements }: TrustPolicy) {
  const allowing = statements.filter(
    ({ effect, actions }) => effect === 'Allow' && selectsAction(actions, ASSUME),
  );
  const principals = allowing.flatMap(({ principals: { scope, named } }) =>
    scope === 'only' ? named : [{ kind: 'AWS', name: '*' } as const],
  );
  const users = principals.filter(({ kind }) => kind === 'AWS');

  return {
    roles: new Set(users.map(({ name }) => roleOfSession(name) ?? name)),
    isAccount: users.some(({ name }) => wholeAccount.test(name)),
    isEveryone: users.some(isEveryone),
    services: new Set(
      principals
        .filter(({ kind }) => kind === 'Service')
        .map(({ name }) => name.replace(/\.cn$/, '').toLowerCase()),
    ),
  };
}

function entryBy(
  statement: ResourceStatement,
  role: Target<'role'>,
  context: RequestContext,
  denial: Outcome,
): RoleEntry | undefined {
  const by = namedBy(statement, role);
  const sessions = by ? [] : sessionsIn(statement, role);
  const condition = all(outcomes(statement, context));
  if (!(by || sessions.length > 0) || condition === false) return undefined;

  const isSure = condition === true && denial === false && sessions.length === 0;
  return { by: by ?? 'name', isSure, statement, sessions };
}

/** Lambda calls the sessions of a function's role by the function's name. */
function sessionsIn(
  { principals: { scope, named } }: ResourceStatement,
  { arn }: Target<'role'>,
): readonly string[] {
  if (scope === 'all but') return [];

  return named
    .filter(({ kind, name }) => kind === 'AWS' && roleOfSession(name) === arn)
    .map(({ name }) => name);
}

/** The ARN of its role, as far as a session shows it: it lacks the path. */
function roleOfSession(name: string): string | undefined {
  const [, partition, account, role] =
    /^arn:([^:]*):sts::(\d{12}):assumed-role\/([^/]+)\/[^/]+$/.exec(name) ?? [];

  return role && `arn:${partition}:iam::${account}:role/${role}`;
}

function namedBy(
  { principals: { scope, named } }: ResourceStatement,
  role: Target<'role'>,
): RoleEntry['by'] | undefined {
  if (scope === 'all but') {
    return named.some((each) => isIt(each, role) || isItsAccount(each, role)) ? undefined : 'name';
  }
  const users = named.filter(({ kind }) => kind === 'AWS');

  if (users.some((each) => isIt(each, role) || isEveryone(each))) return 'name';
  return users.some((each) => isItsAccount(each, role)) ? 'account' : undefined;
}

/** Whether a Deny takes a role in, as whatever it may be named. */
function isHit({ principals }: ResourceStatement, role: Target<'role'>): Outcome {
  return any((['role', 'everyone', 'account'] as const).map((as) => takesIn(principals, role, as)));
}

function isIt({ kind, name }: Principal, { arn }: Target<'role'>): boolean {
  return kind === 'AWS' && name === arn;
}

function isItsAccount(principal: Principal, { account }: Target<'role'>): boolean {
  const isWhole = principal.kind === 'AWS' && wholeAccount.test(principal.name);

  return isWhole && accountOfPrincipal(principal) === account;
}

const wholeAccount = /^\d{12}$|:root$/;

function outcomes({ conditions }: ResourceStatement, context: RequestContext): readonly Outcome[] {
  return conditions.map((condition) => outcomeOf(condition, context));
}

function bestFirst(one: RoleEntry, other: RoleEntry): number {
  return (
    Number(other.isSure) - Number(one.isSure) ||
    Number(other.by === 'name') - Number(one.by === 'name')
  );
}
