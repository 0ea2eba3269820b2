import { leavesAPlace } from './condition.ts';
import { all, outcomeOf } from './condition-outcome.ts';
import { isAbout, type Statement } from './policy-document.ts';
import { type PolicyStatement, statementsOf } from './policy-statement.ts';
import { anyFunction } from './request-context.ts';
import type { NamedPolicy, RolePermissions } from './role-permissions.ts';
import { unspelt } from './wildcard.ts';

/** How a role comes to be an administrator. Evidence for the reader; it is one by being here. */
export interface Administration {
  readonly over: 'everything' | 'IAM';
  /** The statements that make it one. */
  readonly grants: readonly PolicyStatement[];
  /** Those that take something back, though not enough. */
  readonly denials: readonly PolicyStatement[];
}

/** One request. */
interface Probe {
  readonly action: string;
  readonly resource: string;
}

/**
 * What a role administers, if it does: the union of its policies, less every Deny, within its
 * boundary, is either
 *
 * - everything: an action that none of its policies spells out, of a service that none spells out,
 *   on a resource that none spells out. `*` on `*` allows it, and so does a NotAction; to spell out
 *   what is denied, a service or two, takes none of it back. PowerUserAccess is such a policy.
 * - IAM: in the same sense any action of IAM on a kind of its resources, and among them at least
 *   one that hands out permissions.
 *
 * Only what is certain counts: a statement under a condition does when the condition always holds
 * for a function. What a role may do under other conditions, on some resources of a kind or with
 * some actions of IAM is not this question.
 */
export function administration(permissions: RolePermissions): Administration | undefined {
  const answer = answers.get(permissions) ?? { found: administrationBy(permissions) };
  answers.set(permissions, answer);

  return answer.found;
}

/** Most checks of a role begin with this question. */
const answers = new WeakMap<RolePermissions, { readonly found: Administration | undefined }>();

function administrationBy(permissions: RolePermissions): Administration | undefined {
  const over = isAllowed(permissions, everything)
    ? 'everything'
    : handouts.some((probes) => probes.every((probe) => isAllowed(permissions, probe))) && 'IAM';
  if (!over) return undefined;

  const { policies, boundary } = permissions;
  const probes = over === 'everything' ? [everything] : handouts.flat();
  const limiting = boundary ? [...policies, boundary] : policies;

  return {
    over,
    grants: policies
      .flatMap(statementsOf)
      .filter(({ statement }) => probes.some((probe) => applies(statement, 'Allow', probe))),
    denials: limiting.flatMap(statementsOf).filter(({ statement }) => statement.effect === 'Deny'),
  };
}

const everything: Probe = {
  action: `${unspelt}:${unspelt}`,
  resource: `arn:aws:${unspelt}:${unspelt}:${unspelt}:${unspelt}`,
};

/** By the resource that each hands out permissions on: to its own role, or to who may use them. */
const handouts: readonly (readonly Probe[])[] = [
  ['role', 'AttachRolePolicy', 'PutRolePolicy', 'UpdateAssumeRolePolicy'],
  ['user', 'AttachUserPolicy', 'PutUserPolicy', 'CreateAccessKey', 'CreateLoginProfile'],
  ['group', 'AttachGroupPolicy', 'PutGroupPolicy'],
  ['policy', 'CreatePolicyVersion', 'SetDefaultPolicyVersion'],
].flatMap(([type, ...actions]) => {
  const resource = `arn:aws:iam::${unspelt}:${type}/${unspelt}`;

  return actions.map((action) => [
    { action: `iam:${unspelt}`, resource },
    { action: `iam:${action}`, resource },
  ]);
});

function isAllowed({ policies, boundary }: RolePermissions, probe: Probe): boolean {
  return leaves(policies, probe) && (boundary === undefined || leaves([boundary], probe));
}

function leaves(policies: readonly NamedPolicy[], probe: Probe): boolean {
  const statements = policies.flatMap((policy) => policy.statements);

  return (
    statements.some((statement) => applies(statement, 'Allow', probe)) &&
    !statements.some((statement) => applies(statement, 'Deny', probe))
  );
}

function applies(statement: Statement, effect: Statement['effect'], probe: Probe): boolean {
  return (
    statement.effect === effect &&
    isAbout(wherever(statement), probe.action, probe.resource) &&
    all(
      statement.conditions.map(
        (condition) =>
          outcomeOf(condition, anyFunction) || (effect === 'Allow' && leavesAPlace(condition)),
      ),
    ) === true
  );
}

/**
 * A role is in one partition, so that it does not matter in which; and it can change IAM in its own
 * account only, so that to name the account is to name no resource.
 */
function wherever(statement: Statement): Statement {
  const { scope, patterns } = statement.resources;
  const moved = patterns.map((pattern) =>
    pattern
      .replace(/^arn:aws-[a-z-]+:/, 'arn:aws:')
      .replace(/^arn:aws:iam::\d{12}:/, `arn:aws:iam::${unspelt}:`),
  );

  return { ...statement, resources: { scope, patterns: moved } };
}
