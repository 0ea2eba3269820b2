import type { TargetKind } from '../core/target.ts';
import type { Check } from '../domain/check.ts';
import type { FactName, Facts } from '../facts/index.ts';

/** The check as it is, but inferred: `evaluate` sees the facts named in `needs`, and no others. */
export function defineCheck<const K extends TargetKind, const N extends FactName<K>>(
  check: Check<K, Pick<Facts[K], N>> & { readonly needs: readonly N[] },
): Check<K, Pick<Facts[K], N>> {
  return check;
}
