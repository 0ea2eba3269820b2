import { unknown } from '../../../core/known.ts';
import type { NamedVersion } from './named-version.ts';
import { isVendored, MOST_REQUIRED, type PackageFormat } from './package-format.ts';

/** Source: "The paket.lock file" (Paket docs). Groups that only build or test are left out. */
export const paketLock: PackageFormat = {
  ecosystem: 'NuGet',
  channel: 'lockfile',
  installer: () => 'paket',
  describes: (path) => /(?:^|\/)paket\.lock$/.test(path) && !isVendored(path),

  read(text) {
    if (!/^(?:NUGET|GITHUB|GIT|HTTP|GROUP |STORAGE:|RESTRICTION:)/m.test(text)) {
      return unknown('it cannot be parsed');
    }
    const groups = text.split(/^(?=GROUP )/m).filter((group) => !forDevelopment.test(group));

    return { known: true, value: groups.flatMap(lockedIn) };
  },
};

const forDevelopment = /^GROUP (?:build|docs?|.*(?<!la)tests?)\r?$/im;

/** What each asks for stands below it. Restrictions, and how it is installed, stand behind. */
function lockedIn(group: string): readonly NamedVersion[] {
  const title = group.startsWith('GROUP ') ? group.split(/\r?\n/)[0] : '';
  const sections = group.split(/^(?=\S)/m).filter((section) => /^NUGET\s/.test(section));
  const found: { name: string; version: string; keys: string[]; requires: string[] }[] = [];

  for (const line of sections.join('').split(/\r?\n/)) {
    const [, name, version = ''] = /^ {4}(\S+) \(([^)]+)\)/.exec(line) ?? [];
    const [, other] = /^ {6}(\S+)/.exec(line) ?? [];
    const last = found.at(-1);

    if (name !== undefined) found.push({ name, version, keys: [keyOf(name)], requires: [] });
    else if (other !== undefined && last && last.requires.length < MOST_REQUIRED) {
      last.requires.push(keyOf(other));
    }
  }
  return found;

  function keyOf(name: string): string {
    return `${title} ${name.toLowerCase()}`;
  }
}
