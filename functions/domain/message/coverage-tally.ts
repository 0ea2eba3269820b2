import { compareTexts } from '../compare-texts.ts';
import type { Coverage, Gap } from '../finding.ts';
import { fingerprint } from '../fingerprint.ts';
import { placeOfFact } from '../gap-in-words.ts';
import type { TargetKind } from '../target.ts';
import { identityOf } from '../target-identity.ts';
import { MOST_NAMED, type News } from './news.ts';
import type { Newness, Period } from './period.ts';
import { podium } from './ranking.ts';
import { count } from './tallied.ts';

type ToldGap = News['gaps'][number];

/** Who is watched, and what of them can newly not be seen. */
export interface CoverageTally {
  add(coverage: Coverage): void;
  /** Of any target, once there is one. */
  anyTarget(): string | undefined;
  isGone(target: string): boolean;
  targets(): Partial<Record<TargetKind, number>>;
  /** Targets of which something could not be seen. */
  incomplete(): number;
  gaps(): { readonly named: readonly ToldGap[]; readonly left: number };
  /** Whose sight has newly failed. */
  readonly scanners: ReadonlySet<string>;
}

export function coverageTally(period: Period, newness: Newness): CoverageTally {
  const targets = new Set<string>();
  const gone = new Set<string>();
  const incomplete = new Set<string>();
  const scanners = new Set<string>();
  const gaps = podium<ToldGap>(MOST_NAMED, inOrder);

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
        gaps.add({ target: identityOf(target), scanner, ...gap });
      }
    },

    anyTarget: () => [...targets, ...gone][0],
    isGone: (target) => gone.has(target),
    incomplete: () => incomplete.size,
    gaps: () => ({ named: gaps.first(), left: gaps.left() }),
    scanners,

    targets() {
      const kinds: Partial<Record<TargetKind, number>> = {};
      for (const target of targets) count(kinds, identityOf(target).kind);

      return kinds;
    },
  };
}

function newGaps(coverage: Coverage, period: Period, newness: Newness): readonly Gap[] {
  const noted = isNews(coverage, newness) ? causesOf(coverage.gaps) : [];
  const reason = `not looked at since ${coverage.observedAt}`;

  return isNewlyStale(coverage, period, newness)
    ? [...noted, { fact: 'everything', reason }]
    : noted;
}

/** What hides several facts of one target is one thing to look after: the weightiest is told. */
function causesOf(gaps: readonly Gap[]): readonly Gap[] {
  const weightiestFirst = gaps.toSorted((a, b) => placeOfFact(a.fact) - placeOfFact(b.fact));
  const byReason = Map.groupBy(weightiestFirst, ({ reason }) => reason);

  return [...byReason.values()].flatMap(([first]) => first ?? []);
}

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

function inOrder(a: ToldGap, b: ToldGap): number {
  return compareTexts(keyOf(a), keyOf(b));
}

function keyOf({ target, scanner, fact }: ToldGap): string {
  return JSON.stringify([target.arn, scanner, fact]);
}
