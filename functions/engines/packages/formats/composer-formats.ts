import * as z from 'zod/mini';
import { type Known, unknown } from '../../../core/known.ts';
import { parseJson } from '../../../core/parse-json.ts';
import type { NamedVersion } from './named-version.ts';
import {
  isVendored,
  MOST_REQUIRED,
  type PackageFormat,
  parsedAs,
  withoutVersion,
} from './package-format.ts';

const packages = z.array(
  z.object({
    name: z.string(),
    // Repositories of others have numbers for versions, and worse.
    version: z.catch(z.optional(z.union([z.string(), z.number()])), undefined),
    // PHP writes an empty table as a list.
    require: z.optional(z.union([z.record(z.string(), z.unknown()), z.array(z.unknown())])),
  }),
);

/** What Composer 1 and 2 write when they install. */
export const composerInstalled: PackageFormat = {
  ecosystem: 'Packagist',
  channel: 'installed',
  describes: (path) => /(?:^|\/)composer\/installed\.json$/.test(path),
  read(text) {
    const parsed = parsedAs(installed, parseJson, text);
    if (!parsed.known) return parsed;

    return namedBy(Array.isArray(parsed.value) ? parsed.value : parsed.value.packages);
  },
};

const installed = z.union([packages, z.object({ packages })]);

/** The same in PHP, which Composer 2 reads as it runs; for builds that leave the other out. */
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
  read(text) {
    const parsed = parsedAs(z.object({ packages }), parseJson, text);
    return parsed.known ? namedBy(parsed.value.packages) : parsed;
  },
};

/** PHP itself and its extensions are asked for too, and are no packages. */
function namedBy(all: z.infer<typeof packages>): Known<readonly NamedVersion[]> {
  const value = all.flatMap(({ name, version, require = {} }) =>
    version === undefined
      ? []
      : [
          {
            name,
            version: String(version),
            keys: [name.toLowerCase()],
            requires: Object.keys(Array.isArray(require) ? {} : require)
              .slice(0, MOST_REQUIRED)
              .map((other) => other.toLowerCase()),
          },
        ],
  );

  return withoutVersion(value, all.length - value.length);
}
