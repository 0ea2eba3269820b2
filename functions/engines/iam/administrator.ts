import { compareTexts } from '../../core/compare-texts.ts';
import type { Target } from '../../core/target.ts';
import { servicesMatching } from './action-catalogue.ts';
import { leavesAPlace } from './condition.ts';
import { all, outcomeOf } from './condition-outcome.ts';
import { escalationsOf } from './escalation.ts';
import type { NamedPolicy } from './named-policy.ts';
import type { ControlLevel } from './organization-controls.ts';
import { type Selection, type Statement, selects, selectsAction } from './policy-document.ts';
import { type PolicyStatement, statementsOf } from './policy-statement.ts';
import { readableData } from './readable-data.ts';
import { anyFunction } from './request-context.ts';
import type { RolePermissions } from './role-permissions.ts';
import { unspelt } from './wildcard.ts';

/** How a role comes to be an administrator. Evidence for the reader; it is one by being here. */
export interface Administration {
  readonly over: 'everything' | 'IAM';
  /** The statements that make it one. */
  readonly grants: readonly PolicyStatement[];
  /** Those that take something back, though not enough. */
  readonly denials: readonly PolicyStatement[];
  /** Prefixes of the services of which it has nearly nothing: denied, or left out. */
  readonly withheld: readonly string[];
  /** Name of a boundary that could not be read. It may stop all of it. */
  readonly unreadBoundary?: string | undefined;
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
 * What the organization takes back of that is gone, too.
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

/**
 * Whether it is one in effect: it has IAM, or all services; or, of what was left to it, a way to gain
 * more or to read the data of the account. It is not while a boundary that could not be read may
 * stop it.
 *
 * @param now ISO 8601 in UTC.
 */
export function isAdministrator(
  permissions: RolePermissions,
  role: Target<'role'>,
  now: string,
): boolean {
  const found = administration(permissions);
  if (!found || found.unreadBoundary !== undefined) return false;

  return (
    found.over === 'IAM' ||
    found.withheld.length === 0 ||
    readableData(permissions, role, now).length > 0 ||
    escalationsOf(permissions, role, now).some(({ isSure }) => isSure)
  );
}

/** Most checks of a role begin with this question. */
const answers = new WeakMap<RolePermissions, { readonly found: Administration | undefined }>();

function administrationBy(permissions: RolePermissions): Administration | undefined {
  const over = isAllowed(permissions, everything)
    ? 'everything'
    : mayHandOut(permissions) &&
      handouts.some((probes) => probes.every((probe) => isAllowed(permissions, probe))) &&
      'IAM';
  if (!over) return undefined;

  const { policies, boundary, controls } = permissions;
  const probes = over === 'everything' ? [everything] : handouts.flat();
  const limiting = [
    ...policies,
    ...(boundary ? [boundary] : []),
    ...(controls?.levels ?? []).flatMap((level) => level.policies),
  ];

  return {
    over,
    grants: policies
      .flatMap(statementsOf)
      .filter(({ statement }) => probes.some((probe) => applies(statement, 'Allow', probe))),
    denials: limiting.flatMap(statementsOf).filter(({ statement }) => statement.effect === 'Deny'),
    withheld: over === 'everything' ? withheldIn(permissions, limiting) : [],
    ...(boundary?.isUnread && { unreadBoundary: boundary.name }),
  };
}

/** All handouts ask of any action of IAM, which hardly a role is given on anything. */
function mayHandOut({ policies }: RolePermissions): boolean {
  return policies.some(({ statements }) =>
    statements.some(
      ({ effect, actions }) => effect === 'Allow' && selectsAction(actions, `iam:${unspelt}`),
    ),
  );
}

/** Only what a Deny, a NotAction or a boundary spells out can be missing from everything. */
function withheldIn(permissions: RolePermissions, policies: readonly NamedPolicy[]) {
  const spelt = policies
    .flatMap(({ statements }) => statements)
    .filter(({ effect, actions }) => effect === 'Deny' || actions.scope === 'all but')
    .flatMap(({ actions, resources }) => [
      ...actions.patterns.map((pattern) => pattern.split(':')[0] ?? ''),
      ...resources.patterns.map((pattern) => pattern.split(':')[2] ?? ''),
    ]);
  const named = [...new Set(spelt)].filter((service) => /[^*]/.test(service));
  const services = new Set(named.flatMap(servicesMatching));

  return [...services]
    .filter((service) => !isAllowed(permissions, anyOf(service)))
    .toSorted(compareTexts);
}

/** An action that no policy spells out, on whatever the service has. */
function anyOf(service: string): Probe {
  const place = places.get(service) ?? `${unspelt}:${unspelt}`;

  return { action: `${service}:${unspelt}`, resource: `arn:aws:${service}:${place}:${unspelt}` };
}

/** Region and account in the ARNs of services whose ARNs lack one. */
const places: ReadonlyMap<string, string> = new Map([
  ['s3', ':'],
  ...['iam', 'sts', 'organizations', 'cloudfront'].map(
    (service) => [service, `:${unspelt}`] as const,
  ),
  ['route53', ':'],
]);

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

function isAllowed({ policies, boundary, controls }: RolePermissions, probe: Probe): boolean {
  const isLimited = boundary !== undefined && !boundary.isUnread;

  return (
    leaves(policies, probe) &&
    (!isLimited || leaves([boundary], probe)) &&
    (controls?.levels ?? []).every((level) => passes(level, probe))
  );
}

/** What of a level could not be read may allow anything, and is not taken to deny anything. */
function passes({ policies, isIncomplete = false }: ControlLevel, probe: Probe): boolean {
  return isIncomplete ? !hasEffect(policies, 'Deny', probe) : leaves(policies, probe);
}

function leaves(policies: readonly NamedPolicy[], probe: Probe): boolean {
  return hasEffect(policies, 'Allow', probe) && !hasEffect(policies, 'Deny', probe);
}

function hasEffect(
  policies: readonly NamedPolicy[],
  effect: Statement['effect'],
  probe: Probe,
): boolean {
  return policies.some(({ statements }) =>
    statements.some((statement) => applies(statement, effect, probe)),
  );
}

function applies(statement: Statement, effect: Statement['effect'], probe: Probe): boolean {
  return (
    statement.effect === effect &&
    // By its action first: most are about none of these, and then nothing has to be moved.
    selectsAction(statement.actions, probe.action) &&
    selects(wherever(statement.resources), probe.resource) &&
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
function wherever({ scope, patterns }: Selection): Selection {
  const moved = patterns.map((pattern) =>
    pattern
      .replace(/^arn:aws-[a-z-]+:/, 'arn:aws:')
      .replace(/^arn:aws:iam::\d{12}:/, `arn:aws:iam::${unspelt}:`),
  );

  return { scope, patterns: moved };
}
