import { compareTexts } from '../../../core/compare-texts.ts';
import {
  compareDigits,
  compareLists,
  LONGEST_TO_ORDER,
  type VersionOrder,
  withoutLeadingZeros,
} from '../version-order.ts';

/**
 * Semver with a fourth number, and blind to case. Source: "Package versioning" (NuGet docs).
 * Canonical is what NuGet calls normalised, less the build, in lower case.
 */
export const nugetOrder: VersionOrder = {
  canonical(version) {
    const [, numbers = '', prerelease] = form.exec(version.trim()) ?? [];
    if (numbers === '' || version.length > LONGEST_TO_ORDER) return undefined;

    const [major, minor = '0', patch = '0', revision = '0'] = numbers
      .split('.')
      .map(withoutLeadingZeros);
    const fourth = revision === '0' ? '' : `.${revision}`;
    const labels = prerelease?.toLowerCase().split('.').map(labelOf).join('.');
    return `${major}.${minor}.${patch}${fourth}${labels === undefined ? '' : `-${labels}`}`;
  },

  compare(a, b) {
    const [one, other] = [partsOf(a), partsOf(b)];

    return (
      compareLists(one.numbers, other.numbers, compareDigits) ||
      Number(one.labels.length === 0) - Number(other.labels.length === 0) ||
      compareLists(one.labels, other.labels, compareLabels)
    );
  },

  major: (version) => version.split('.')[0] ?? '',
  isPrerelease: (version) => version.includes('-'),
};

const form = /^v?(\d+(?:\.\d+){0,3})(?:-([\dA-Za-z-]+(?:\.[\dA-Za-z-]+)*))?(?:\+[\w.-]*)?$/i;

function labelOf(label: string): string {
  return isNumber(label) ? withoutLeadingZeros(label) : label;
}

function partsOf(version: string) {
  const dash = version.indexOf('-');
  const numbers = (dash < 0 ? version : version.slice(0, dash)).split('.');
  const labels = dash < 0 ? [] : version.slice(dash + 1).split('.');

  return { numbers: [...numbers, '0'].slice(0, 4), labels };
}

function compareLabels(a: string, b: string): number {
  if (isNumber(a) && isNumber(b)) return compareDigits(a, b);

  return Number(isNumber(b)) - Number(isNumber(a)) || compareTexts(a, b);
}

function isNumber(label: string): boolean {
  return /^\d+$/.test(label);
}
