import { compareTexts } from '../../core/compare-texts.ts';

/** How an ecosystem reads a version, and which of two it takes for the newer. */
export interface VersionOrder {
  /** Equal for versions that count as one; undefined for what is no version here. */
  canonical(version: string): string | undefined;
  /** Negative when `a` is older. Takes what `canonical` gives. */
  compare(a: string, b: string): number;
  /** Within one, upgrades should break nothing. Takes what `canonical` gives. */
  major(version: string): string;
  /** Takes what `canonical` gives. */
  isPrerelease(version: string): boolean;
}

/** Of runs of digits without leading zeros, which may be longer than a number can hold. */
export function compareDigits(a: string, b: string): number {
  return a.length - b.length || compareTexts(a, b);
}

/** `007` is 7, and nothing is 0. */
export function withoutLeadingZeros(digits: string): string {
  return digits.replace(/^0+(?=\d)/, '') || '0';
}

/** The first difference decides; of lists that begin alike, the longer one is newer. */
export function compareLists<T>(
  a: readonly T[],
  b: readonly T[],
  compare: (a: T, b: T) => number,
): number {
  for (const [place, one] of a.entries()) {
    const other = b[place];
    if (other === undefined) return 1;

    const order = compare(one, other);
    if (order !== 0) return order;
  }

  return a.length - b.length;
}

/** Characters: no real version is longer, and some longer ones take more than linear time to read. */
export const LONGEST_TO_ORDER = 256;
