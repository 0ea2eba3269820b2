import {
  compareDigits,
  compareLists,
  LONGEST_TO_ORDER,
  type VersionOrder,
  withoutLeadingZeros,
} from '../version-order.ts';

/**
 * Of Packagist. Source: "Versions and constraints" (Composer docs) and PHP's `version_compare`.
 * Branches, such as `dev-main`, are no versions: nothing is older or newer than they are.
 */
export const composerOrder: VersionOrder = {
  canonical(version) {
    const match = version.length > LONGEST_TO_ORDER ? null : form.exec(version.trim());
    if (!match) return undefined;

    const [, numbers = '', word = '', count = '', dev = ''] = match;
    const release = padded(numbers.split('.').map(withoutLeadingZeros)).join('.');
    const stability = stabilities.get(word.toLowerCase()) ?? '';
    const counts = stability === '' ? [] : (count.match(/\d+/g) ?? []).map(withoutLeadingZeros);

    const suffix = stability === '' ? '' : `-${stability}${counts.join('.')}`;
    // What calls itself stable is, whatever follows.
    const isBranch = dev !== '' && word.toLowerCase() !== 'stable';
    return `${release}${suffix}${isBranch ? '-dev' : ''}`;
  },

  compare(a, b) {
    const [one, other] = [partsOf(a), partsOf(b)];

    return (
      compareLists(one.numbers, other.numbers, compareDigits) ||
      one.rank - other.rank ||
      compareLists(one.counts, other.counts, compareDigits) ||
      Number(other.isDev) - Number(one.isDev)
    );
  },

  major: (version) => version.split('.')[0] ?? '',
  isPrerelease: (version) => /-(?:alpha|beta|RC|dev)/.test(version),
};

const form =
  /^v?(\d+(?:\.\d+)*)(?:[._-]?(stable|beta|b|rc|alpha|a|patch|pl|p)(\d*(?:[.-]\d+)*))?([.-]?dev)?(?:\+[\w.-]*)?$/i;

const stabilities: ReadonlyMap<string, string> = new Map([
  ['a', 'alpha'],
  ['alpha', 'alpha'],
  ['b', 'beta'],
  ['beta', 'beta'],
  ['rc', 'RC'],
  ['p', 'patch'],
  ['pl', 'patch'],
  ['patch', 'patch'],
]);

/** From a branch that leads to a release, to a patch of it. */
const ranks: readonly string[] = ['dev', 'alpha', 'beta', 'RC', '', 'patch'];

function padded(numbers: readonly string[]): readonly string[] {
  return numbers.length < 4 ? [...numbers, '0', '0', '0'].slice(0, 4) : numbers;
}

function partsOf(version: string) {
  const [release = '', ...suffixes] = version.split('-');
  const [suffix = ''] = suffixes;
  const [word = ''] = /^[a-z]*/i.exec(suffix) ?? [];
  const counts = suffix.slice(word.length);

  return {
    numbers: release.split('.'),
    rank: ranks.indexOf(word),
    counts: counts === '' ? [] : counts.split('.'),
    isDev: suffixes.at(-1) === 'dev',
  };
}
