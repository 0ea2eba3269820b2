import * as pep440 from '@renovatebot/pep440';
import semver from 'semver';
import type { Ecosystem } from './ecosystem.ts';

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

/** Source: semver.org; builds of one version count as one. */
const npm: VersionOrder = {
  canonical(version) {
    // Advisories write 2 and 2.1 where they mean 2.0.0 and 2.1.0.
    const padding = /^v?\d+$/.test(version) ? '.0.0' : /^v?\d+\.\d+$/.test(version) ? '.0' : '';

    return semver.parse(`${version}${padding}`, { loose: true })?.version;
  },
  compare: (a, b) => semver.compare(a, b),
  major: (version) => `${semver.major(version)}`,
  isPrerelease: (version) => semver.prerelease(version) !== null,
};

/** Source: PEP 440. A local build, `1.0+cu118`, counts as the version that it was built from. */
const pypi: VersionOrder = {
  canonical(version) {
    const parsed = pep440.parse(version.trim());
    if (!parsed) return undefined;

    const { epoch, pre, post, dev } = parsed;
    const numbers = [epoch, ...parsed.release, pre?.[1], post?.[1], dev?.[1]];
    // Beyond, the library rounds: 1.9007199254740993 would equal 1.9007199254740992.
    if (numbers.some((number) => Number(number ?? 0) > Number.MAX_SAFE_INTEGER)) return undefined;

    const release = parsed.release.join('.').replace(/(?:\.0)+$/, '');
    const parts = [pre?.join(''), post && `.${post.join('')}`, dev && `.${dev.join('')}`];
    return `${epoch ? `${epoch}!` : ''}${release}${parts.join('')}`;
  },
  compare: pep440.compare,
  major(version) {
    const { epoch, release } = pep440.parse(version) ?? { epoch: 0, release: [] };
    return `${epoch}!${release[0]}`;
  },
  isPrerelease: (version) => pep440.explain(version)?.is_prerelease === true,
};

export const versionOrders: Readonly<Record<Ecosystem, VersionOrder>> = { npm, PyPI: pypi };
