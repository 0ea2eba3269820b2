import { unknown } from '../../../core/known.ts';
import { gemfile } from './gemfile.ts';
import { isVendored, type PackageFormat } from './package-format.ts';
import { united } from './united.ts';

/**
 * What RubyGems writes when it installs a gem, its name and version in a line of its own; Bundler does
 * so in what it takes from a repository.
 */
export const installedGem: PackageFormat = {
  ecosystem: 'RubyGems',
  channel: 'installed',
  describes: (path) =>
    /(?:^|\/)(?:specifications\/(?:default\/)?|bundler\/gems\/[^/]+\/)[^/]+\.gemspec$/.test(path),

  read(text) {
    const stub = /^# stub: (\S+) (\S+) /m.exec(text);
    const name = stub?.[1] ?? fieldIn(text, 'name');
    const version = stub?.[2] ?? fieldIn(text, 'version');

    return name && version
      ? { known: true, value: [{ name, version, requires: requirementsIn(text) }] }
      : unknown('it has no name and version that can be read');
  },
};

/** Without those for development. */
function requirementsIn(text: string): readonly string[] {
  const written = text.matchAll(
    /^[ \t]*\w+\.add_(?:runtime_)?dependency[( ][ \t]*(?:%q<([^>\s]+)>|["']([^"'\s]+)["'])/gm,
  );

  return [...new Set([...written].map(([, braced, quoted]) => braced ?? quoted ?? ''))];
}

/** RubyGems has written `"rexml"`, `%q{rexml}` and `Gem::Version.new("3.2.4")`. */
const fields = {
  name: /^[ \t]*\w+\.name = (?:["']([^"'\s]+)["']|%q\{([^}\s]+)\})/m,
  version: /^[ \t]*\w+\.version = (?:Gem::Version\.new\()?(?:["']([^"'\s]+)["']|%q\{([^}\s]+)\})/m,
};

function fieldIn(text: string, field: keyof typeof fields): string | undefined {
  const [, quoted, braced] = fields[field].exec(text) ?? [];

  return quoted ?? braced;
}

/** Source: Bundler's `LockfileParser`. What lies under PATH is the project's own. */
export const gemfileLock: PackageFormat = {
  ecosystem: 'RubyGems',
  channel: 'lockfile',
  installer: () => 'bundler',
  manifest: gemfile,
  describes: (path) => /(?:^|\/)(?:Gemfile|gems)\.lock(?:ed)?$/.test(path) && !isVendored(path),

  read(text) {
    if (!/^(?:GEM|GIT|PATH|DEPENDENCIES)\r?$/m.test(text)) return unknown('it cannot be parsed');
    const sections = text.split(/^(?=\S)/m);
    const specs = sections.filter((section) => /^(?:GEM|GIT|PLUGIN SOURCE)\s/.test(section));
    const asked = sections.filter((section) => /^DEPENDENCIES\s/.test(section)).flatMap(askedIn);
    const own = sections.filter((section) => /^PATH\s/.test(section)).flatMap(specsIn);
    const top = new Set([...asked, ...own.flatMap(({ requires }) => requires)]);

    return {
      known: true,
      value: united(
        specs.flatMap(specsIn).map((one) => ({ ...one, isTopLevel: top.has(one.name) })),
      ),
    };
  },
};

/** What each asks for stands below it. A platform stands behind the version: `(1.15.4-x86_64-linux)`. */
function specsIn(section: string) {
  const found: { name: string; version: string; keys: string[]; requires: string[] }[] = [];

  for (const line of section.split(/\r?\n/)) {
    const [, name, version = ''] = /^ {4}(\S+) \(([^-)]+)(?:-[^)]*)?\)$/.exec(line) ?? [];
    const [, other] = /^ {6}(\S+)/.exec(line) ?? [];

    if (name !== undefined) found.push({ name, version, keys: [name], requires: [] });
    else if (other !== undefined) found.at(-1)?.requires.push(other);
  }
  return found;
}

/** What does not come from a registry has an exclamation mark behind it. */
function askedIn(section: string): readonly string[] {
  return [...section.matchAll(/^ {2}([^\s!]+)/gm)].map(([, name = '']) => name);
}
