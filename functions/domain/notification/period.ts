import { compareTexts } from '../../core/compare-texts.ts';
import type { UnfinishedScanner } from '../night-progress.ts';

/** What a digest is about. Times are ISO 8601 in UTC. */
export interface Period {
  readonly now: string;
  /** Undefined when nothing was ever reported. */
  readonly last?: LastDigest | undefined;
  /** What happens from then on may be written so late that the next digest meets it again. */
  readonly rememberFrom: string;
  /** Suppressions that end by then are reported. */
  readonly lapseBy: string;
  /** What was last scanned before then is not covered. */
  readonly staleBefore: string;
  /** Whose night is not over, or not whole. @default none */
  readonly unfinished?: readonly UnfinishedScanner[];
  /** Where several accounts are watched: whose deployment it is, and the names of the others by id. */
  readonly accounts?:
    | { readonly own: string; readonly names: ReadonlyMap<string, string> }
    | undefined;
}

export interface LastDigest {
  readonly reportedAt: string;
  /** What happened before then has been met, and from then on, what is in `reported`. */
  readonly metBefore: string;
  readonly reported: ReadonlySet<string>;
  readonly lapseBy: string;
  readonly staleBefore: string;
}

/** Separates what is new in a period from what was reported, and remembers it for the next one. */
export interface Newness {
  /** Whether it is new. Ask once for each thing that happened. */
  isNew(id: string, at: string): boolean;
  /** Ids of all that was new, in a steady order. */
  ids(): readonly string[];
  /** Ids of what the next digest may meet again. */
  remembered(): readonly string[];
}

export function newness({ last, rememberFrom }: Period): Newness {
  const fresh: string[] = [];
  const recent: { readonly id: string; readonly at: string }[] = [];

  return {
    isNew(id, at) {
      const isFresh = !last || (at >= last.metBefore && !last.reported.has(id));

      if (isFresh) fresh.push(id);
      if (at >= rememberFrom) recent.push({ id, at });
      return isFresh;
    },

    ids: () => fresh.toSorted(),

    remembered: () =>
      recent
        .toSorted((a, b) => compareTexts(b.at, a.at))
        .slice(0, MOST_REMEMBERED)
        .map(({ id }) => id),
  };
}

/** They fit an item of 400 KB. What is more may be reported twice, but is never lost. */
const MOST_REMEMBERED = 20_000;
