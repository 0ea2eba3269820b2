/** A part of a bar: where it begins and how wide it is, in hundredths of the whole. */
export interface BarPart {
  readonly kind: string;
  readonly count: number;
  readonly x: number;
  readonly width: number;
}

/** Parts of a whole, side by side. What is there at all can be seen: half a hundredth at least. */
export function barOf(counts: readonly (readonly [kind: string, count: number])[]) {
  const there = counts.filter(([, count]) => count > 0);
  const total = there.reduce((sum, [, count]) => sum + count, 0);
  const widths = there.map(([, count]) => Math.max(0.5, (100 * count) / total));
  const all = widths.reduce((sum, width) => sum + width, 0);
  let x = 0;

  return there.map(([kind, count], index): BarPart => {
    const width = rounded((100 * (widths[index] ?? 0)) / all);
    const part = { kind, count, x: rounded(x), width };

    x += width;
    return part;
  });
}

/** Two decimals: more than a screen shows. */
export function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
