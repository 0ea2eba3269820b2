import semver from 'semver';
import type { VersionOrder } from '../version-order.ts';

/** Of npm, Go and crates.io. Source: semver.org; builds of one version count as one. */
export const semverOrder: VersionOrder = {
  canonical(version) {
    // Advisories write 2 and 2.1 where they mean 2.0.0 and 2.1.0.
    const padding = /^v?\d+$/.test(version) ? '.0.0' : /^v?\d+\.\d+$/.test(version) ? '.0' : '';

    return semver.parse(`${version}${padding}`, { loose: true })?.version;
  },
  compare: (a, b) => semver.compare(a, b),
  major: (version) => `${semver.major(version)}`,
  isPrerelease: (version) => semver.prerelease(version) !== null,
};
