import { deployerOf } from '../functions/domain/deployment.ts';
import type { Finding } from '../functions/domain/finding.ts';
import { namedOwners } from '../functions/domain/ownership.ts';
import { identityOf } from '../functions/domain/target-identity.ts';
import { accountWatched, areOfSeveral } from './account-option.ts';
import { knownCheck } from './known-checks.ts';
import { placeOf } from './render/words.ts';

/** Findings under one heading, in the order in which they were given. */
export interface FindingGroup {
  /** Hostile text; undefined where findings are not grouped. */
  readonly title?: string;
  readonly findings: readonly Finding[];
}

interface Grouping {
  /** What findings of one group share; undefined for those that have none of it. */
  readonly of: (finding: Finding, several: boolean) => string | undefined;
  /** The heading of those. */
  readonly without: string;
}

/** What a list of findings can be grouped by. What several share has a group of its own. */
const groupings = {
  target: { of: ({ target }, several) => titleOfTarget(target, several), without: '' },
  function: {
    of: ({ target }, several) => titleOfKind('function', target, several),
    without: 'about no function',
  },
  role: {
    of: ({ target }, several) => titleOfKind('role', target, several),
    without: 'about no role',
  },
  check: { of: ({ check, title }) => `${check}: ${title}`, without: '' },
  severity: { of: ({ severity }) => severity, without: '' },
  practice: {
    of: ({ check }) => knownCheck(check)?.practice,
    without: 'of checks that this version does not have',
  },
  region: { of: ({ target }) => identityOf(target).region, without: '' },
  account: { of: ({ target }) => accountWatched(target)[0], without: 'layers, of any account' },
  owner: { of: (finding) => listed(namedOwners(finding, 'owner')), without: 'without an owner' },
  stack: { of: (finding) => listed(namedOwners(finding, 'stack')), without: 'of no stack' },
  application: {
    of: (finding) => listed(namedOwners(finding, 'application')),
    without: 'of no application',
  },
  deployer: {
    of: ({ lastDeployment, target }) => lastDeployment && deployerOf(lastDeployment, target),
    without: 'of functions whose last deployer is not known, or about no function',
  },
} satisfies Readonly<Record<string, Grouping>>;

export type GroupBy = keyof typeof groupings | 'none';

export const groupBys = [...Object.keys(groupings), 'none'] as readonly GroupBy[];

/**
 * The group of the first finding first, and last those that have nothing to be grouped by. Within a
 * group findings of the same fault follow one another, the fault of the first one first.
 */
export function grouped(findings: readonly Finding[], by: GroupBy): readonly FindingGroup[] {
  if (by === 'none') return [{ findings }];

  const { of, without }: Grouping = groupings[by];
  const several = areOfSeveral(findings.map(({ target }) => target));
  const groups = Map.groupBy(findings, (finding) => of(finding, several));
  const rest = groups.get(undefined);
  const named = [...groups].flatMap(([title, some]) =>
    title === undefined ? [] : [{ title, findings: byFault(some) }],
  );

  return rest === undefined ? named : [...named, { title: without, findings: byFault(rest) }];
}

function byFault(findings: readonly Finding[]): readonly Finding[] {
  return [
    ...Map.groupBy(findings, ({ check, severity }) => `${severity} ${check}`).values(),
  ].flat();
}

/** `shop-mailer (eu-west-1)`, `admin (role)`; of several accounts `admin (role in 222233334444)` */
function titleOfTarget(target: string, several: boolean): string {
  const [name, place] = placeOf(target, several);

  return `${name} (${place})`;
}

function listed(names: readonly string[]): string | undefined {
  return names.length === 0 ? undefined : names.join(', ');
}

function titleOfKind(
  kind: 'function' | 'role',
  target: string,
  several: boolean,
): string | undefined {
  return identityOf(target).kind === kind ? titleOfTarget(target, several) : undefined;
}
