import { JSON_SCHEMA, load } from 'js-yaml';
import * as z from 'zod/mini';
import {
  isVendored,
  isVersion,
  mapKnown,
  type PackageFormat,
  parsedAs,
  splitAtVersion,
} from './package-format.ts';

/** Source: "Lockfile" (Bun docs). JSON with commas at the end of lists, which YAML allows too. */
export const bunLock: PackageFormat = {
  ecosystem: 'npm',
  channel: 'lockfile',
  describes: (path) => /(?:^|\/)bun\.lock$/.test(path) && !isVendored(path),

  read: (text) =>
    mapKnown(parsedAs(lock, parse, text), ({ packages }) =>
      Object.values(packages).flatMap(([told]) => {
        const named = typeof told === 'string' ? splitAtVersion(told) : undefined;
        return named && isVersion(named.version) ? [named] : [];
      }),
    ),
};

function parse(text: string): unknown {
  return load(text, { schema: JSON_SCHEMA });
}

const lock = z.object({ packages: z.record(z.string(), z.array(z.unknown())) });
