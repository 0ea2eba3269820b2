import { isVendored, type PackageFormat } from './package-format.ts';

/**
 * `group:artifact:version (3 constraints: 1a2b3c4d)`. Source: gradle-consistent-versions (Palantir). What
 * only tests is left out.
 */
export const versionsLock: PackageFormat = {
  ecosystem: 'Maven',
  channel: 'lockfile',
  installer: () => 'gradle',
  describes: (path) => /(?:^|\/)versions\.lock$/.test(path) && !isVendored(path),

  read(text) {
    const [deployed = ''] = text.split(/^\[Test dependencies\]/m);
    const lines = deployed.matchAll(
      /^([^\s:#]+:[^\s:]+):([^\s:]+) \(\d+ constraints: \w+\)[ \t\r]*$/gm,
    );

    // Others call theirs so too.
    return {
      known: true,
      value: [...lines].map(([, name = '', version = '']) => ({ name, version })),
    };
  },
};
