import { compareTexts } from '../../../core/compare-texts.ts';
import {
  compareDigits,
  LONGEST_TO_ORDER,
  type VersionOrder,
  withoutLeadingZeros,
} from '../version-order.ts';

/** Of gems: whatever has a letter in it comes before the release. Source: `Gem::Version`. */
export const rubygemsOrder: VersionOrder = {
  canonical(version) {
    const trimmed = version.trim();
    if (version.length > LONGEST_TO_ORDER || !form.test(trimmed)) return undefined;

    const segments = trimmed.replaceAll('-', '.pre.').match(/\d+|[a-z]+/gi) ?? [];
    const letters = segments.findIndex(isText);
    const end = letters < 0 ? segments.length : letters;
    const release = withoutTrailingZeros(segments.slice(0, end));
    const rest = withoutTrailingZeros(segments.slice(end));

    return [...(release.length > 0 ? release : ['0']), ...rest].join('.');
  },

  compare(a, b) {
    const [one, other] = [segmentsOf(a), segmentsOf(b)];
    const length = Math.max(one.length, other.length);

    for (let place = 0; place < length; place += 1) {
      const order = compareSegments(one[place] ?? '0', other[place] ?? '0');
      if (order !== 0) return order;
    }
    return 0;
  },

  major: (version) => version.split('.')[0] ?? '',
  isPrerelease: (version) => /[a-z]/i.test(version),
};

const form = /^\d+(?:\.[\da-z]+)*(?:-[\da-z-]+(?:\.[\da-z-]+)*)?$/i;

/** A release of nothing but zeros is none, when it comes to comparing what follows it. */
function segmentsOf(version: string): readonly string[] {
  const segments = version.split('.');

  return segments[0] === '0' && (segments.length === 1 || isText(segments[1] ?? ''))
    ? segments.slice(1)
    : segments;
}

function compareSegments(a: string, b: string): number {
  if (!isText(a) && !isText(b)) return compareDigits(a, b);

  return Number(isText(b)) - Number(isText(a)) || compareTexts(a, b);
}

function withoutTrailingZeros(segments: readonly string[]): readonly string[] {
  const numbers = segments.map((segment) =>
    isText(segment) ? segment : withoutLeadingZeros(segment),
  );

  return numbers.slice(0, numbers.findLastIndex((segment) => segment !== '0') + 1);
}

function isText(segment: string): boolean {
  return /^[a-z]/i.test(segment);
}
