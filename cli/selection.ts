import { compareTexts } from '../functions/core/compare-texts.ts';
import { rankOf, type Severity, severities } from '../functions/core/severity.ts';
import { deployerNames } from '../functions/domain/deployment.ts';
import { compareScores } from '../functions/domain/figures.ts';
import type { Finding, Status } from '../functions/domain/finding.ts';
import { isMappedTo } from '../functions/domain/frameworks.ts';
import { hasTag, namedOwners, type Owned, type OwnedBy } from '../functions/domain/ownership.ts';
import { identityOf } from '../functions/domain/target-identity.ts';
import { matches } from '../functions/engines/iam/index.ts';
import { type AskedAccount, isOfAccount } from './account-option.ts';
import { mappedBy } from './listed-finding.ts';

/** Which findings to show. */
export interface Selection extends AskedAccount {
  readonly status: Status | 'all';
  /** And whatever is worse. */
  readonly severity?: Severity | undefined;
  /** Names of functions, roles, layers or the account; one of them has to fit. See isNamed. */
  readonly names?: readonly string[] | undefined;
  /** The same of functions alone. */
  readonly function?: string | undefined;
  /** An id, or several by the same wildcards. */
  readonly check?: string | undefined;
  /** A framework by its name, or one item of one by its id: `fsbp`, `Lambda.1`, `CWE-78`. */
  readonly framework?: string | undefined;
  /** Whose it is: names, in which `*` and `?` are wildcards. */
  readonly owner?: string | undefined;
  readonly inStack?: string | undefined;
  readonly application?: string | undefined;
  readonly tag?: AskedTag | undefined;
  /** Who last deployed the function: a role, user or session, in which `*` and `?` are wildcards. */
  readonly deployedBy?: string | undefined;
  /** Changed then or later. ISO 8601 in UTC. */
  readonly since?: string | undefined;
}

export function isSelected(finding: Finding, selection: Selection): boolean {
  const { status, severity = 'info', check, framework, since = '' } = selection;

  return (
    (status === 'all' || finding.status === status) &&
    isAtLeast(finding.severity, severity) &&
    (check === undefined || matches(check, finding.check)) &&
    (framework === undefined || isMappedTo(mappedBy(finding), framework)) &&
    finding.changedAt >= since &&
    isOwnedBy(finding, selection) &&
    isTagged(finding, selection) &&
    isDeployedBy(finding, selection) &&
    isAbout(finding.target, selection)
  );
}

/** By which a question selects, and what it is called there. */
export const selectedOwners = [
  ['owner', 'owner'],
  ['stack', 'inStack'],
  ['application', 'application'],
] as const satisfies readonly (readonly [OwnedBy, keyof Selection])[];

/** Whether any of its owners, stacks and applications is one that is asked for. */
function isOwnedBy(
  owned: Owned,
  selection: Pick<Selection, 'owner' | 'inStack' | 'application'>,
): boolean {
  return selectedOwners.every(([by, name]) => {
    const glob = selection[name];
    return glob === undefined || namedOwners(owned, by).some((one) => matches(glob, one));
  });
}

/** By the ARN of the principal, its name with or without its kind and path, or the name of its session. */
export function isDeployedBy(
  { lastDeployment }: Owned,
  { deployedBy: glob }: Pick<Selection, 'deployedBy'>,
): boolean {
  if (glob === undefined) return true;

  return (
    lastDeployment !== undefined && deployerNames(lastDeployment).some((one) => matches(glob, one))
  );
}

/** A tag that is kept with findings. */
export interface AskedTag {
  readonly key: string;
  /** In which `*` and `?` are wildcards. */
  readonly value: string;
}

/** Whether it has the tag that is asked for, if one is. */
export function isTagged(owned: Owned, { tag }: Pick<Selection, 'tag'>): boolean {
  return tag === undefined || hasTag(owned, tag.key, (value) => matches(tag.value, value));
}

/**
 * ARNs of what may have the tag that is asked for, by what any scanner has stored of it. An account has no
 * tag, and what could not be listed of it may have any.
 */
export function maybeTagged(
  covered: readonly (Owned & { readonly target: string })[],
  asked: Pick<Selection, 'tag'>,
): ReadonlySet<string> {
  const found = covered.filter(
    (each) => isTagged(each, asked) || identityOf(each.target).kind === 'account',
  );

  return new Set(found.map(({ target }) => target));
}

/** Whether a question asks about a target. A question without names asks about all. */
export function isAbout(
  target: string,
  {
    names = [],
    function: glob,
    ...asked
  }: Pick<Selection, 'names' | 'function' | keyof AskedAccount>,
): boolean {
  return (
    isOfAccount(target, asked) &&
    (names.length === 0 || names.some((name) => isNamed(target, name))) &&
    (glob === undefined || (identityOf(target).kind === 'function' && isNamed(target, glob)))
  );
}

/** @param name an ARN or a name, in which `*` is any run of characters and `?` any one. */
export function isNamed(target: string, name: string): boolean {
  return matches(name, identityOf(target).name) || name === target;
}

export function isAtLeast(severity: Severity, floor: Severity): boolean {
  return rankOf(severity) >= rankOf(floor);
}

/** The worst first, of equals by score what joins others, and then the newest. */
export function worstFirst(findings: readonly Finding[]): readonly Finding[] {
  return findings.toSorted(
    (a, b) =>
      rankOf(b.severity) - rankOf(a.severity) ||
      compareScores(a, b) ||
      compareTexts(b.firstSeenAt, a.firstSeenAt) ||
      compareTexts(a.target, b.target) ||
      compareTexts(a.check, b.check) ||
      compareTexts(a.subject, b.subject),
  );
}

/** From the worst down to a floor. */
export function severitiesFrom(floor: Severity): readonly Severity[] {
  return severities.slice(rankOf(floor)).toReversed();
}
