import type { Outcome } from './condition-outcome.ts';
import type { Selection } from './policy-document.ts';
import { hasWildcard, literal, matches, unspelt } from './wildcard.ts';

/**
 * Whether a selection takes in every resource that a pattern stands for: true, none of them or only
 * some: false, or undefined where the patterns do not show it.
 */
export function covers({ scope, patterns }: Selection, pattern: string): Outcome {
  if (scope === 'only') return patterns.some((outer) => contains(outer, pattern));

  if (patterns.every((spared) => areApart(spared, pattern))) return true;
  const sparesSome = patterns.some(
    (spared) => contains(spared, pattern) || contains(pattern, spared),
  );
  return sparesSome ? false : undefined;
}

/** Whether a selection and a pattern have a resource in common. */
export function meets({ scope, patterns }: Selection, pattern: string): Outcome {
  // A few exceptions never make up the whole of what has a wildcard.
  if (scope === 'all but') return !patterns.some((spared) => contains(spared, pattern));
  if (patterns.every((other) => areApart(other, pattern))) return false;

  const isSure = patterns.some((other) => contains(other, pattern) || contains(pattern, other));
  return isSure ? true : undefined;
}

/** Whether one pattern matches whatever the other does. It may, and this not see it. */
export function contains(outer: string, inner: string): boolean {
  if (outer === inner) return true;
  if (!outer.includes('?')) return matches(outer, literal(inner));

  const texts = fillings(inner);
  return texts.length > 0 && texts.every((text) => matches(outer, text));
}

/** Of a pattern, with nothing and with much in the place of each `*`: a `?` is neither. */
function fillings(pattern: string): readonly string[] {
  const [first = '', ...rest] = pattern.replaceAll('?', literal('?')).split('*');
  if (rest.length > MOST_STARS) return [];

  return rest.reduce<readonly string[]>(
    (texts, part) => texts.flatMap((text) => [text + part, text + unspelt + part]),
    [first],
  );
}

/** Each doubles what is compared. */
const MOST_STARS = 6;

/** Whether no text matches both. They may be apart, and this not see it. */
export function areApart(one: string, other: string): boolean {
  if (!hasWildcard(one)) return !matches(other, one);
  if (!hasWildcard(other)) return !matches(one, other);

  const [heads, tails] = [[one, other].map(headOf), [one, other].map(tailOf)];
  const [head, otherHead] = heads as [string, string];
  const [tail, otherTail] = tails as [string, string];
  const headsAgree = head.startsWith(otherHead) || otherHead.startsWith(head);
  const tailsAgree = tail.endsWith(otherTail) || otherTail.endsWith(tail);
  return !headsAgree || !tailsAgree;
}

function headOf(pattern: string): string {
  return pattern.slice(0, pattern.search(/[*?]/));
}

function tailOf(pattern: string): string {
  return pattern.slice(Math.max(pattern.lastIndexOf('*'), pattern.lastIndexOf('?')) + 1);
}
