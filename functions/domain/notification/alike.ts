import { type FindingChange, type TopN, worstFirst } from './ranking.ts';

/** A change that speaks for all of its kind: the same happened to findings of one check of one target. */
export interface SpeakingChange extends FindingChange {
  /** How many more there are of the kind. */
  readonly alike: number;
}

/**
 * The worst changes of each kind, in the room for those alone: a function with a hundred public
 * statements is one of them. `left` counts the changes of kinds that found no place.
 */
export function topOfKinds(
  places: number,
): Omit<TopN<FindingChange>, 'first'> & { first(): readonly SpeakingChange[] } {
  const counts = new Map<string, number>();
  let worst: readonly FindingChange[] = [];
  let added = 0;
  const first = () =>
    worst.map((change) => ({ ...change, alike: (counts.get(kindOf(change)) ?? 1) - 1 }));

  return {
    add(change) {
      const kind = kindOf(change);
      const before = worst.find((each) => kindOf(each) === kind);
      const speaking = before && worstFirst(before, change) <= 0 ? before : change;

      added += 1;
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
      worst = [...worst.filter((each) => each !== before), speaking]
        .toSorted(worstFirst)
        .slice(0, places);
    },
    first,
    left: () => added - countOf(first()),
  };
}

/** How many changes are named, or spoken for. */
export function countOf(changes: readonly { readonly alike?: number }[]): number {
  return changes.reduce((sum, { alike = 0 }) => sum + 1 + alike, 0);
}

function kindOf({ finding: { target, check }, kind }: FindingChange): string {
  return JSON.stringify([target, check, kind]);
}
