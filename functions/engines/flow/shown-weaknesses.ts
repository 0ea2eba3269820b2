import { compareTexts } from '../../core/compare-texts.ts';
import type { Weakness, WeaknessKind } from '../../core/weakness.ts';
import { mildKinds } from '../../core/weakness-words.ts';
import type { Place } from './text-places.ts';

/**
 * Of what was found, what is shown: by place; of more than a hundred, the mild ones are left out
 * first.
 *
 * @param describe what is shown of one, which takes long and is asked of these only.
 */
export function shownWeaknesses<Found extends { readonly sink: { readonly kind: WeaknessKind } }>(
  all: readonly Found[],
  placeOf: (found: Found) => Place,
  describe: (found: Found) => Weakness,
): readonly Weakness[] {
  const [grave, mild] = [
    all.filter(({ sink }) => !mildKinds.has(sink.kind)).slice(0, MOST_GRAVE),
    all.filter(({ sink }) => mildKinds.has(sink.kind)).slice(0, MOST_MILD),
  ].map((some) =>
    some
      .map((found) => ({ found, kind: found.sink.kind, ...placeOf(found) }))
      .sort(byPlace)
      .slice(0, MOST_SHOWN),
  );

  return [...(grave ?? []), ...(mild ?? [])]
    .slice(0, MOST_SHOWN)
    .sort(byPlace)
    .map(({ found }) => describe(found));
}

const MOST_SHOWN = 100;

/** To put in order, before the first hundred are taken. */
const MOST_GRAVE = 10_000;
const MOST_MILD = 1000;

interface Placed extends Place {
  readonly kind: WeaknessKind;
}

function byPlace(a: Placed, b: Placed): number {
  return (
    compareTexts(a.path, b.path) ||
    a.line - b.line ||
    a.column - b.column ||
    compareTexts(a.kind, b.kind)
  );
}
