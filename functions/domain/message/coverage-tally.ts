import type { Coverage } from '../finding.ts';
import { fingerprint } from '../fingerprint.ts';
import type { TargetKind } from '../target.ts';
import { identityOf } from '../target-identity.ts';
import { MOST_NAMED, type News } from './news.ts';
import type { Newness } from './period.ts';
import { compareTexts, podium } from './ranking.ts';
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

export function coverageTally(newness: Newness): CoverageTally {
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
      if (coverage.gaps.length > 0) incomplete.add(target);
      if (isNews(coverage, newness)) {
        scanners.add(scanner);
        for (const gap of coverage.gaps) gaps.add({ target: identityOf(target), scanner, ...gap });
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
