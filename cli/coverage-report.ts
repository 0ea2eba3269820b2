import { type ScannerName, scannerNames } from '../functions/checks/index.ts';
import { compareTexts } from '../functions/core/compare-texts.ts';
import { type Coverage, hasEnded, NOT_ENTERED } from '../functions/domain/finding.ts';
import type { TargetGap } from '../functions/domain/gap-causes.ts';
import { minuteOf } from '../functions/domain/notification/day-and-minute.ts';
import { identityOf } from '../functions/domain/target-identity.ts';
import { accountWatched } from './account-option.ts';

/** What was seen, and what was not. */
export interface CoverageReport {
  readonly scanners: readonly LastRun[];
  /** What could not be seen, or was not. */
  readonly unseen: readonly Unseen[];
  /** ARNs of all targets that some scanner knows of. */
  readonly targets: number;
  /** Those of them that every scanner has seen, of which nothing is unknown. */
  readonly seenWhole: number;
  /** Every scanner has run, and every target was seen in full. */
  readonly complete: boolean;
}

export interface LastRun {
  readonly scanner: ScannerName;
  /** ISO 8601 in UTC; undefined when it has never come to an end. */
  readonly at?: string | undefined;
}

export type Unseen = TargetGap;

/** A night takes a few hours: what was seen longer ago than that before its end was left out. */
const LONGEST_NIGHT_MS = 12 * 60 * 60 * 1000;

/**
 * Account by account, besides the gaps that scanners have noted: targets that a scanner has never seen although it has
 * seen others of their kind, and those that its last run has left out.
 */
export function coverageReport(
  coverage: readonly Coverage[],
  only: readonly ScannerName[] = scannerNames,
): CoverageReport {
  const targets = new Set(coverage.map(({ target }) => target));
  const accounts = byAccount(coverage);
  const scanners = only.map((scanner) => earliest(scanner, accounts));
  const leftOut = accounts.flatMap((own) => {
    const known = new Set(own.map(({ target }) => target));
    return only.map((scanner) => lastRunOf(scanner, own)).flatMap(leftOutOf(own, known));
  });
  const unseen = [...coverage.flatMap(gapsIn), ...leftOut];
  const incomplete = new Set(unseen.map(({ target }) => target));

  return {
    scanners,
    unseen: unseen.toSorted(byTarget),
    targets: targets.size,
    seenWhole: targets.size - incomplete.size,
    complete: incomplete.size === 0 && scanners.every(({ at }) => at !== undefined),
  };
}

/** Each account has runs of its own. A layer, which is its publisher's, is in those of all. */
function byAccount(coverage: readonly Coverage[]): readonly (readonly Coverage[])[] {
  const accounts = Map.groupBy(coverage, ({ target }) => accountWatched(target)[0]);
  const layers = accounts.get(undefined) ?? [];
  const own = [...accounts].flatMap(([account, rows]) => (account === undefined ? [] : [rows]));

  return own.length > 1 ? [...own, layers] : [coverage];
}

/** When it last came to its end in each account; the longest ago counts. */
function earliest(scanner: ScannerName, accounts: readonly (readonly Coverage[])[]): LastRun {
  const runs = accounts
    .filter((own) => own.some(({ target }) => kindOf(target) === 'account'))
    .map((own) => lastRunOf(scanner, own).at);
  const [first] = runs.toSorted((a, b) => compareTexts(a ?? '', b ?? ''));

  return { scanner, at: runs.includes(undefined) ? undefined : first };
}

/** The account is the last target of a sweep. */
function lastRunOf(scanner: ScannerName, coverage: readonly Coverage[]): LastRun {
  const account = coverage.find(
    (item) => item.scanner === scanner && kindOf(item.target) === 'account',
  );

  return { scanner, at: account && hasEnded(account) ? account.observedAt : undefined };
}

function gapsIn({ target, scanner, gaps, gapsSince }: Coverage): readonly Unseen[] {
  return gaps.map((gap) => ({ ...gap, target, scanner, since: gapsSince }));
}

function leftOutOf(coverage: readonly Coverage[], targets: ReadonlySet<string>) {
  return ({ scanner, at }: LastRun): readonly Unseen[] => {
    if (at === undefined) return [];

    const own = coverage.filter((item) => item.scanner === scanner);
    const notEntered = own
      .flatMap(({ gaps }) => gaps)
      .find(({ fact }) => fact === NOT_ENTERED)?.reason;
    const kinds = new Set(own.map(({ target }) => kindOf(target)));
    const seen = new Map(own.map(({ target, observedAt }) => [target, observedAt]));
    const from = new Date(Date.parse(at) - LONGEST_NIGHT_MS).toISOString();

    return [...targets].flatMap((target) => {
      const seenAt = seen.get(target);
      if (!kinds.has(kindOf(target)) || (seenAt !== undefined && seenAt >= from)) return [];

      const reason =
        notEntered ??
        (seenAt === undefined ? 'not covered yet' : `left out of the run of ${minuteOf(at)}`);
      return [{ target, scanner, fact: 'everything', reason, since: seenAt }];
    });
  };
}

function kindOf(arn: string) {
  return identityOf(arn).kind;
}

function byTarget(a: Unseen, b: Unseen): number {
  return (
    compareTexts(a.target, b.target) ||
    compareTexts(a.scanner, b.scanner) ||
    compareTexts(a.fact, b.fact)
  );
}
