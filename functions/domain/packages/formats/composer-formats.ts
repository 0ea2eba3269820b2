import * as z from 'zod/mini';
import { unknown } from '../../facts.ts';
import {
  isVendored,
  MOST_REQUIRED,
  mapKnown,
  type NamedVersion,
  type PackageFormat,
  parsedAs,
} from './package-format.ts';

const packages = z.array(
  z.object({
    name: z.string(),
    version: z.string(),
    // PHP writes an empty table as a list.
    require: z.optional(z.union([z.record(z.string(), z.unknown()), z.array(z.unknown())])),
  }),
);

/** What Composer 1 and 2 write when they install. */
export const composerInstalled: PackageFormat = {
  ecosystem: 'Packagist',
  channel: 'installed',
  describes: (path) => /(?:^|\/)composer\/installed\.json$/.test(path),
  read: (text) =>
    mapKnown(parsedAs(installed, JSON.parse, text), (told) =>
      namedBy(Array.isArray(told) ? told : told.packages),
    ),
};

const installed = z.union([packages, z.object({ packages })]);

/** The same in PHP, which Composer 2 reads as it runs; for where somebody has left the other out. */
export const composerInstalledPhp: PackageFormat = {
  ecosystem: 'Packagist',
  channel: 'installed',
  describes: (path) => /(?:^|\/)composer\/installed\.php$/.test(path),

  read(text, path, others) {
    if (others(path.replace(/php$/, 'json')) !== undefined) return { known: true, value: [] };
    if (!/^<\?php\b/.test(text)) return unknown('it cannot be parsed');

    const [, own] = /'root' => array\(\s*'name' => '([^']+)'/.exec(text) ?? [];
    const all = text.matchAll(/'([^'\s]+)' => array\(\s*'pretty_version' => '([^'\s]+)'/g);
    return {
      known: true,
      value: [...all].flatMap(([, name = '', version = '']) =>
        name === own ? [] : [{ name, version }],
      ),
    };
  },
};

/** Source: "composer.lock" (Composer docs). What is for development is left out. */
export const composerLock: PackageFormat = {
  ecosystem: 'Packagist',
  channel: 'lockfile',
  describes: (path) => /(?:^|\/)composer\.lock$/.test(path) && !isVendored(path),
  read: (text) =>
    mapKnown(parsedAs(z.object({ packages }), JSON.parse, text), (told) => namedBy(told.packages)),
};

/** PHP itself and its extensions are asked for too, and are no packages. */
function namedBy(all: z.infer<typeof packages>): readonly NamedVersion[] {
  return all.map(({ name, version, require = {} }) => ({
    name,
    version,
    keys: [name.toLowerCase()],
    requires: Object.keys(Array.isArray(require) ? {} : require)
      .slice(0, MOST_REQUIRED)
      .map((other) => other.toLowerCase()),
  }));
}
