import { unknown } from '../../facts.ts';
import { isVendored, type PackageFormat } from './package-format.ts';

/** What RubyGems writes when it installs a gem, its name and version in a line of its own. */
export const installedGem: PackageFormat = {
  ecosystem: 'RubyGems',
  channel: 'installed',
  describes: (path) => /(?:^|\/)specifications\/(?:default\/)?[^/]+\.gemspec$/.test(path),

  read(text) {
    const stub = /^# stub: (\S+) (\S+) /m.exec(text);
    const name = stub?.[1] ?? fieldIn(text, 'name');
    const version = stub?.[2] ?? fieldIn(text, 'version');

    return name && version
      ? { known: true, value: [{ name, version }] }
      : unknown('it has no name and version that can be read');
  },
};

/** RubyGems has written `"rexml"`, `%q{rexml}` and `Gem::Version.new("3.2.4")`. */
function fieldIn(text: string, field: string): string | undefined {
  const [, quoted, braced] =
    new RegExp(
      `^\\s*\\w+\\.${field} = (?:Gem::Version\\.new\\()?(?:["']([^"']+)["']|%q\\{([^}]+)\\})`,
      'm',
    ).exec(text) ?? [];

  return quoted ?? braced;
}

/** Source: Bundler's `LockfileParser`. What lies under PATH is the project's own. */
export const gemfileLock: PackageFormat = {
  ecosystem: 'RubyGems',
  channel: 'lockfile',
  describes: (path) => /(?:^|\/)(?:Gemfile|gems)\.lock(?:ed)?$/.test(path) && !isVendored(path),

  read(text) {
    if (!/^(?:GEM|GIT|PATH|DEPENDENCIES)\r?$/m.test(text)) return unknown('it cannot be parsed');
    const sections = text.split(/^(?=\S)/m).filter((section) => /^(?:GEM|GIT)\s/.test(section));

    return {
      known: true,
      value: sections.flatMap((section) =>
        // A platform stands behind the version: `nokogiri (1.15.4-x86_64-linux)`.
        [...section.matchAll(/^ {4}(\S+) \(([^-)]+)(?:-[^)]*)?\)\r?$/gm)].map(
          ([, name = '', version = '']) => ({ name, version }),
        ),
      ),
    };
  },
};
