import type { Gap } from '../core/gap.ts';

/**
 * What rows that cannot be read hide: a finding may be in any of them. Nothing without rows.
 *
 * @param keys of the rows. Hostile text.
 */
export function unreadableRows([first, ...more]: readonly string[]): readonly Gap[] {
  if (first === undefined) return [];

  const others = more.length > 0 ? ` and ${more.length} more` : '';
  return [{ fact: 'rows of the findings table', reason: `not readable: ${first}${others}` }];
}
