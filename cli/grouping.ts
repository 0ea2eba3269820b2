import { compareTexts } from '../functions/core/compare-texts.ts';
import { deployerOf } from '../functions/domain/deployment.ts';
import { aloneAs, type Fault, faultsIn, findingsOf } from '../functions/domain/fault.ts';
import { namesInWords } from '../functions/domain/fault-words.ts';
import type { Finding } from '../functions/domain/finding.ts';
import { namedOwners } from '../functions/domain/ownership.ts';
import { identityOf } from '../functions/domain/target-identity.ts';
import { accountWatched, areOfSeveral } from './account-option.ts';
import { knownCheck } from './known-checks.ts';
import { placeOf } from './render/words.ts';

/** Faults under one heading, in the order in which their findings were given. */
export interface FaultGroup {
  /** Hostile text; undefined where findings are not grouped. */
  readonly title?: string;
  readonly faults: readonly Fault[];
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

/** Under these a fault stands below all the targets that have it. */
const byTargets: ReadonlySet<GroupBy> = new Set(['target', 'function']);

interface GroupStyle {
  /** Whether a fault is one where findings are not grouped. @default each finding is one */
  readonly folds?: boolean | undefined;
  /** Names of targets in a heading. @default 10 */
  readonly mostNames?: number | undefined;
}

/**
 * The group of the first finding first, and last those that have nothing to be grouped by. Within a
 * group faults of the same check follow one another, the check of the first one first. A fault of several
 * functions is one in each group that has it; grouped by function, all that have it are one group.
 */
export function grouped(
  findings: readonly Finding[],
  by: GroupBy,
  { folds = false, mostNames = MOST_NAMES }: GroupStyle = {},
): readonly FaultGroup[] {
  if (by === 'none') return [{ faults: folds ? faultsIn(findings) : findings.map(aloneAs) }];

  const { of, without }: Grouping = groupings[by];
  const several = areOfSeveral(findings.map(({ target }) => target));
  const isBelowTargets = byTargets.has(by);
  const faults = faultsIn(findings, isBelowTargets ? undefined : (one) => of(one, several));
  const groups = Map.groupBy(faults, ({ finding, others }) => {
    const title = of(finding, several);
    const targets = [finding, ...others].map(({ target }) => target);

    return !isBelowTargets || title === undefined
      ? title
      : targets.toSorted(compareTexts).join(' ');
  });
  const rest = groups.get(undefined);
  const named = [...groups].flatMap(([title, some]) => {
    const [first] = some;
    if (title === undefined || !first) return [];
    const shown = isBelowTargets ? titleOfTargets(findingsOf(first), several, mostNames) : title;
    return { title: shown, faults: byCheck(some) };
  });

  return rest === undefined ? named : [...named, { title: without, faults: byCheck(rest) }];
}

const MOST_NAMES = 10;

function byCheck(faults: readonly Fault[]): readonly Fault[] {
  const kinds = Map.groupBy(faults, ({ finding: { check, severity } }) => `${severity} ${check}`);

  return [...kinds.values()].flat();
}

/** Of several: `checkout, mails and 4 more (6 functions in eu-west-1)` */
function titleOfTargets(findings: readonly Finding[], several: boolean, mostNames: number): string {
  const targets = findings.map(({ target }) => target).toSorted(compareTexts);
  const [first = ''] = targets;
  if (targets.length === 1) return titleOfTarget(first, several);

  const names = targets.map((target) => identityOf(target).name);
  const places = [...new Set(targets.map((target) => identityOf(target).region))];
  const { kind, account } = identityOf(first);
  const where = [...(several && kind !== 'layer' ? [account] : []), ...places].join(', ');
  return `${namesInWords(names, mostNames)} (${targets.length} ${kind}s in ${where})`;
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
