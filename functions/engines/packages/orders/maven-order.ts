import { compareTexts } from '../../../core/compare-texts.ts';
import { compareDigits, LONGEST_TO_ORDER, type VersionOrder } from '../version-order.ts';
import {
  type MavenItem,
  type MavenList,
  parseMavenVersion,
  rankOf,
  signOf,
  writeMavenVersion,
} from './maven-version.ts';

/**
 * As `ComparableVersion` of Maven 4 has it, except where that contradicts itself: `1-ga1` is there
 * the same as `1`, and `1-0-alpha` between `1-sp` and `1`, which come the other way round. Maven 3
 * differs only in qualifiers with a dash before their number: `1-b-2` is there no beta.
 */
export const mavenOrder: VersionOrder = {
  canonical(version) {
    const trimmed = version.trim();
    if (version.length > LONGEST_TO_ORDER || !/^[\da-z][\w.+~-]*$/i.test(trimmed)) return undefined;

    return writeMavenVersion(parseMavenVersion(trimmed)) || '0';
  },
  compare: (a, b) => compareMavenLists(parseMavenVersion(a), parseMavenVersion(b)),
  major: (version) => /^\d*/.exec(version)?.[0] ?? '',
  isPrerelease: (version) =>
    /(?:^|[\d.-])(?:alpha|beta|milestone|rc|snapshot|pre|preview|ea|dev)(?![a-z])/.test(version),
};

function compareMavenLists(a: MavenList, b: MavenList): number {
  const length = Math.max(a.items.length, b.items.length);

  for (let place = 0; place < length; place += 1) {
    const order = compareItems(a.items[place], b.items[place]);
    if (order !== 0) return order;
  }
  return 0;
}

function compareItems(a: MavenItem | undefined, b: MavenItem | undefined): number {
  if (!a || !b) return a ? signOf(a) : b ? -signOf(b) : 0;
  if (a.kind === 'list' && b.kind === 'list') return compareMavenLists(a, b);
  if (a.kind === 'digits' && b.kind === 'digits') return compareDigits(a.value, b.value);
  if (classOf(a) !== classOf(b)) return classOf(a) - classOf(b);

  return compareQualifiers(a, b);
}

/** 1-alpha < 1-0-alpha < 1 < 1-sp < 1-1 < 1.1 */
function classOf(item: MavenItem): number {
  if (item.kind === 'digits') return 4;
  const isBefore = signOf(item) < 0;
  if (item.kind === 'list') return isBefore ? 1 : 3;

  return isBefore ? 0 : 2;
}

function compareQualifiers(a: MavenItem, b: MavenItem): number {
  const [one, other] = [wordOf(a), wordOf(b)];

  return (
    rankOf(one) - rankOf(other) ||
    compareTexts(one, other) ||
    compareDigits(digitsOf(a), digitsOf(b))
  );
}

function wordOf(item: MavenItem): string {
  if (item.kind === 'numbered') return item.qualifier;

  return item.kind === 'qualifier' ? item.value : '';
}

/** Empty, and thereby before any, without a number. */
function digitsOf(item: MavenItem): string {
  return item.kind === 'numbered' ? item.digits : '';
}
