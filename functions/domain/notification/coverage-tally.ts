import { fingerprint } from '../../core/fingerprint.ts';
import type { Gap } from '../../core/gap.ts';
import { accountOf, accountTarget, partitionOf, type TargetKind } from '../../core/target.ts';
import type { Coverage, UnreadableRow } from '../finding.ts';
import { causeTally, type GapCause } from '../gap-causes.ts';
import type { FactWords } from '../gap-in-words.ts';
import { identityOf } from '../target-identity.ts';
import { unreadableRows } from '../unreadable-rows.ts';
import { dayOf } from './day-and-minute.ts';
import { MOST_NAMED, type Notification } from './notification.ts';
import type { Newness, Period } from './period.ts';
import { count } from './tallied.ts';

type ReportedGap = Notification['gaps'][number];

/** Who is watched, and what of them can newly not be seen. */
export interface CoverageTally {
  add(coverage: Coverage): void;
  /** A row in which anything may stand. */
  addUnreadable(row: UnreadableRow): void;
  /** Of any target, once there is one. */
  anyTarget(): string | undefined;
  isGone(target: string): boolean;
  targets(): Partial<Record<TargetKind, number>>;
  /** Targets of which something could not be seen. */
  incomplete(): number;
  /** By their causes. */
  gaps(): { readonly named: readonly ReportedGap[]; readonly left: number };
  /** Targets of which something is no longer covered. */
  newlyHidden(): number;
  /** Whose sight has newly failed. */
  readonly scanners: ReadonlySet<string>;
}

export function coverageTally(period: Period, newness: Newness, words: FactWords): CoverageTally {
  const targets = new Set<string>();
  const gone = new Set<string>();
  const incomplete = new Set<string>();
  const scanners = new Set<string>();
  const causes = causeTally(words);
  const hidden = new Set<string>();
  const unreadable: string[] = [];
  const anyTarget = () => [...targets, ...gone][0];

  return {
    add(coverage) {
      const { target, scanner } = coverage;
      if (coverage.gone) {
        gone.add(target);
        return;
      }

      targets.add(target);
      if (coverage.gaps.length > 0 || isStale(coverage, period)) incomplete.add(target);
      for (const gap of newGaps(coverage, period, newness)) {
        scanners.add(scanner);
        hidden.add(target);
        causes.add({ target, scanner, ...gap });
      }
    },

    addUnreadable(row) {
      const id = fingerprint('unreadable', row.unreadable).slice(0, 12);
      if (newness.isNew(id, period.now)) unreadable.push(row.unreadable);
    },

    anyTarget,
    isGone: (target) => gone.has(target),
    incomplete: () => incomplete.size,
    newlyHidden: () => hidden.size,

    gaps() {
      const all = [...unreadableCauses(unreadable, anyTarget()), ...causes.causes()];

      return {
        named: all.slice(0, MOST_NAMED).map(reportedGap),
        left: Math.max(0, all.length - MOST_NAMED),
      };
    },

    scanners,

    targets() {
      const kinds: Partial<Record<TargetKind, number>> = {};
      for (const target of targets) count(kinds, identityOf(target).kind);

      return kinds;
    },
  };
}

/** A cause of the account, for what they are about cannot be read. */
function unreadableCauses(
  keys: readonly string[],
  target: string | undefined,
): readonly GapCause[] {
  if (target === undefined) return [];
  const { arn } = accountTarget(accountOf(target), partitionOf(target));

  return unreadableRows(keys).map(({ fact, reason }) => ({
    scanners: ['digest'],
    facts: [fact],
    reason,
    targets: [{ arn }],
  }));
}

function newGaps(coverage: Coverage, period: Period, newness: Newness): readonly Gap[] {
  const noted = isNews(coverage, newness) ? coverage.gaps : [];
  const reason = `not looked at since ${dayOf(coverage.observedAt)}`;

  return isNewlyStale(coverage, period, newness)
    ? [...noted, { fact: 'everything', reason }]
    : noted;
}

/** Of the targets, the first few. */
function reportedGap({ scanners, facts, reason, targets }: GapCause): ReportedGap {
  const [first, ...others] = targets;
  const also = others.slice(0, MOST_ALSO).map(({ arn }) => identityOf(arn));

  return {
    target: identityOf(first.arn),
    scanner: scanners[0],
    ...(scanners.length > 1 && { scanners: [...scanners] }),
    fact: facts[0],
    reason,
    facts: [...facts],
    targets: targets.length,
    ...(also.length > 0 && { also }),
  };
}

const MOST_ALSO = 2;

/** No scanner says of what it never comes to that it does not. */
function isStale({ observedAt }: Coverage, { staleBefore }: Pick<Period, 'staleBefore'>): boolean {
  return observedAt < staleBefore;
}

function isNewlyStale(coverage: Coverage, period: Period, newness: Newness): boolean {
  const { now, last } = period;
  if (!isStale(coverage, period) || (last && isStale(coverage, last))) return false;

  const { target, scanner, observedAt } = coverage;
  return newness.isNew(fingerprint(target, scanner, 'stale', observedAt).slice(0, 12), now);
}

function isNews({ target, scanner, gapsSince }: Coverage, newness: Newness): boolean {
  if (gapsSince === undefined) return false;

  return newness.isNew(fingerprint(target, scanner, gapsSince).slice(0, 12), gapsSince);
}
