import * as z from 'zod/mini';
import { isVendored, mapKnown, type PackageFormat, parsedAs } from './package-format.ts';

const packages = z.array(z.object({ name: z.string(), version: z.string() }));

/** What Composer 1 and 2 write when they install. */
export const composerInstalled: PackageFormat = {
  ecosystem: 'Packagist',
  channel: 'installed',
  describes: (path) => /(?:^|\/)composer\/installed\.json$/.test(path),
  read: (text) =>
    mapKnown(parsedAs(installed, JSON.parse, text), (told) =>
      Array.isArray(told) ? told : told.packages,
    ),
};

const installed = z.union([packages, z.object({ packages })]);

/** Source: "composer.lock" (Composer docs). What is for development is left out. */
export const composerLock: PackageFormat = {
  ecosystem: 'Packagist',
  channel: 'lockfile',
  describes: (path) => /(?:^|\/)composer\.lock$/.test(path) && !isVendored(path),
  read: (text) =>
    mapKnown(parsedAs(z.object({ packages }), JSON.parse, text), (told) => told.packages),
};
