import type { Gap } from '../core/gap.ts';
import type { Known } from '../core/known.ts';

/** The functions that a sweep has met with something: more may be where it could not look. */
export function sharersOf(
  value: readonly string[],
  unlisted: readonly Gap[],
): Known<readonly string[]> {
  if (unlisted.length === 0) return { known: true, value };

  const what = unlisted.map(({ fact }) => fact).join(', ');
  return { known: true, value, incomplete: `not listed: ${what}` };
}
