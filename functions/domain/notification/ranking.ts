import { compareTexts } from '../../core/compare-texts.ts';
import { rankOf } from '../../core/severity.ts';
import { compareScores } from '../figures.ts';
import type { Finding, TransitionKind } from '../finding.ts';

/** A finding, and what is reported of it. */
export interface FindingChange {
  readonly finding: Finding;
  readonly kind: TransitionKind;
}

/** The first of many items in an order, in the room for those alone; the others are counted. */
export interface TopN<T> {
  add(item: T): void;
  /** In order. */
  first(): readonly T[];
  /** How many found no place. */
  left(): number;
}

export function topN<T>(places: number, compare: (a: T, b: T) => number): TopN<T> {
  const items: T[] = [];
  let added = 0;

  return {
    add(item) {
      const place = items.findIndex((other) => compare(item, other) < 0);

      added += 1;
      items.splice(place < 0 ? items.length : place, 0, item);
      if (items.length > places) items.pop();
    },
    first: () => items,
    left: () => added - items.length,
  };
}

/**
 * What needs attention before what does not, then the worst first, of equals by score what joins
 * others, in a steady order.
 */
export function worstFirst(a: FindingChange, b: FindingChange): number {
  return (
    Number(isGood(a.kind)) - Number(isGood(b.kind)) ||
    rankOf(b.finding.severity) - rankOf(a.finding.severity) ||
    compareScores(a.finding, b.finding) ||
    order.indexOf(a.kind) - order.indexOf(b.kind) ||
    compareTexts(keyOf(a.finding), keyOf(b.finding))
  );
}

const order: readonly TransitionKind[] = ['worsened', 'reopened', 'opened', 'resolved', 'eased'];

function isGood(kind: TransitionKind): boolean {
  return kind === 'resolved' || kind === 'eased';
}

function keyOf({ target, check, subject }: Finding): string {
  return JSON.stringify([target, check, subject]);
}
