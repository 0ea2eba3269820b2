import { compareTexts } from '../../core/compare-texts.ts';
import { sharedFaultOf } from '../fault.ts';
import type { Elsewhere } from '../fault-words.ts';
import { type FindingChange, type TopN, worstFirst } from './ranking.ts';

/**
 * A change that speaks for all of its kind, which happened to findings of one check of one target, and for the same
 * faults of other targets.
 */
export interface SpeakingChange extends FindingChange {
  /** How many more there are of the kind. */
  readonly alike: number;
  /** Absent where no other target has the same. */
  readonly elsewhere?: Elsewhere;
  /** The hole that it leads through, to which the same happened: absent where there is none, or where it is in other targets, too. */
  readonly hole?: FindingChange['finding'];
}

/**
 * The worst changes of each kind, in the room for those and for some faults: a function with a hundred public
 * statements is one of them, and so is a package that a hundred functions have. Whichever order they come in, they are the
 * same. `left` counts the changes of kinds that found no place.
 */
export function topOfKinds(
  places: number,
): Omit<TopN<FindingChange>, 'first'> & { first(): readonly SpeakingChange[] } {
  const counts = new Map<string, number>();
  const faults = new Map<string, Fault>();
  let worst: readonly FindingChange[] = [];
  let added = 0;
  const first = () => {
    const holes = holesOf(worst, faults);
    const others = [...faults].filter(([key]) => !holes.has(key)).map(([, fault]) => fault);
    const named = new Map([...holes.values()].map(({ path, hole }) => [path, hole]));

    return [
      ...worst.map((change): SpeakingChange => {
        const hole = named.get(change);
        const alike = (counts.get(kindOf(change)) ?? 1) - 1;
        return { ...change, alike, ...(hole && { hole }) };
      }),
      ...speakingOf(others),
    ]
      .toSorted(worstFirst)
      .slice(0, places);
  };

  return {
    add(change) {
      added += 1;
      const fault = sharedFaultOf(change.finding);
      if (fault !== undefined) {
        noteFault(faults, `${fault} ${change.kind}`, change);
        return;
      }

      const kind = kindOf(change);
      const before = worst.find((each) => kindOf(each) === kind);
      const speaking = before && worstFirst(before, change) <= 0 ? before : change;
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
      worst = [...worst.filter((each) => each !== before), speaking]
        .toSorted(worstFirst)
        .slice(0, places);
    },
    first,
    left: () => added - countOf(first()),
  };
}

/** Faults, by their keys, that changes lead through: a hole in one target alone is named with the path through it. */
function holesOf(changes: readonly FindingChange[], faults: ReadonlyMap<string, Fault>) {
  const found = new Map<string, { path: FindingChange; hole: FindingChange['finding'] }>();

  for (const path of changes) {
    const { through, target } = path.finding;
    if (through === undefined) continue;
    for (const [key, { change, targets }] of faults) {
      const isHole = key.startsWith(through) && key.endsWith(` ${path.kind}`);
      if (isHole && targets.size === 1 && targets.has(target)) {
        found.set(key, { path, hole: change.finding });
      }
    }
  }
  return found;
}

/** What several targets may have alike. */
interface Fault {
  /** Of the first target by its ARN. */
  readonly change: FindingChange;
  readonly findings: number;
  readonly targets: Set<string>;
}

/** As many as are kept, of which the worst find places. */
const MOST_FAULTS = 2_000;

function noteFault(faults: Map<string, Fault>, key: string, change: FindingChange): void {
  const { target } = change.finding;
  const known = faults.get(key);
  const { change: before = change, findings = 0, targets = new Set<string>() } = known ?? {};
  const isFirst = compareTexts(target, before.finding.target) < 0;
  faults.set(key, {
    change: isFirst ? change : before,
    findings: findings + 1,
    targets: targets.add(target),
  });
  if (faults.size <= 2 * MOST_FAULTS) return;

  const mildest = [...faults]
    .toSorted(([, one], [, other]) => worstFirst(one.change, other.change))
    .slice(MOST_FAULTS);
  for (const [dropped] of mildest) faults.delete(dropped);
}

/** One for all faults of a kind that the same target is the first to have. */
function speakingOf(faults: readonly Fault[]): readonly SpeakingChange[] {
  const byKind = Map.groupBy(faults, ({ change }) => kindOf(change));

  return [...byKind.values()].flatMap((some) => {
    const [speaking] = some.map(({ change }) => change).toSorted(worstFirst);
    if (!speaking) return [];
    const findings = some.reduce((sum, fault) => sum + fault.findings - 1, 0);
    const targets = new Set(some.flatMap((fault) => [...fault.targets]));
    return {
      ...speaking,
      alike: some.length - 1,
      ...(findings > 0 && { elsewhere: { findings, targets: targets.size - 1 } }),
    };
  });
}

interface Counted {
  readonly alike?: number;
  readonly elsewhere?: Elsewhere;
  readonly hole?: unknown;
}

/** How many changes are named, or spoken for. */
export function countOf(changes: readonly Counted[]): number {
  return changes.reduce(
    (sum, { alike = 0, elsewhere, hole }) =>
      sum + 1 + alike + (elsewhere?.findings ?? 0) + (hole === undefined ? 0 : 1),
    0,
  );
}

function kindOf({ finding: { target, check }, kind }: FindingChange): string {
  return JSON.stringify([target, check, kind]);
}
