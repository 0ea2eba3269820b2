import { compareTexts } from '../../core/compare-texts.ts';
import type { Weakness, WeaknessKind } from '../../core/weakness.ts';
import { mildKinds } from '../../core/weakness-words.ts';

/**
 * Of what was found, what is shown: by place; of more than a hundred, the mild ones are left out
 * first.
 *
 * @param describe what is shown of one. It takes time, and is not asked of what is never shown.
 */
export function shownWeaknesses<Found extends { readonly sink: { readonly kind: WeaknessKind } }>(
  all: readonly Found[],
  describe: (found: Found) => Weakness,
): readonly Weakness[] {
  const grave = all.filter(({ sink }) => !mildKinds.has(sink.kind)).slice(0, MOST_GRAVE);
  const mild = all.filter(({ sink }) => mildKinds.has(sink.kind)).slice(0, MOST_MILD);
  const inOrder = [grave, mild].flatMap((some) => some.map(describe).sort(byPlace));

  return inOrder.slice(0, MOST_SHOWN).sort(byPlace);
}

const MOST_SHOWN = 100;

/** To put in order, before the first hundred are taken. */
const MOST_GRAVE = 10_000;
const MOST_MILD = 1000;

function byPlace(a: Weakness, b: Weakness): number {
  return (
    compareTexts(a.path, b.path) ||
    a.line - b.line ||
    a.column - b.column ||
    compareTexts(a.kind, b.kind)
  );
}
