import { parse as parseToml } from 'smol-toml';
import * as z from 'zod/mini';
import { isVendored, mapKnown, type PackageFormat, parsedAs } from './package-format.ts';

/** Source: "Pipfile.lock" (pipenv). What is for development is left out. */
export const pipfileLock: PackageFormat = {
  ecosystem: 'PyPI',
  channel: 'lockfile',
  describes: (path) => /(?:^|\/)Pipfile\.lock$/.test(path) && !isVendored(path),

  read: (text) =>
    mapKnown(parsedAs(pipfile, JSON.parse, text), ({ default: locked }) =>
      Object.entries(locked).flatMap(([name, { version }]) =>
        version?.startsWith('==') ? [{ name, version: version.slice(2) }] : [],
      ),
    ),
};

const pipfile = z.object({
  default: z.record(z.string(), z.object({ version: z.optional(z.string()) })),
});

/** Poetry's and PDM's, which are alike as far as this goes. */
export const poetryLock: PackageFormat = {
  ecosystem: 'PyPI',
  channel: 'lockfile',
  describes: (path) => /(?:^|\/)(?:poetry|pdm)\.lock$/.test(path) && !isVendored(path),

  read: (text) =>
    mapKnown(parsedAs(poetry, parseToml, text), (lock) =>
      (lock.package ?? []).flatMap(({ name, version, category, groups, source, path }) => {
        const isForDevelopment =
          category === 'dev' || (groups !== undefined && !groups.some(isDeployed));
        const isOwn = source?.type === 'directory' || path !== undefined;

        return version === undefined || isForDevelopment || isOwn ? [] : [{ name, version }];
      }),
    ),
};

const poetry = z.object({
  package: z.optional(
    z.array(
      z.object({
        name: z.string(),
        version: z.optional(z.string()),
        category: z.optional(z.string()),
        groups: z.optional(z.array(z.string())),
        source: z.optional(z.object({ type: z.optional(z.string()) })),
        path: z.optional(z.string()),
      }),
    ),
  ),
});

/** Names of groups are free, but everybody calls this one so. */
function isDeployed(group: string): boolean {
  return !/^(?:dev|test|tests|lint|docs)$/.test(group);
}

/** Source: "pylock.toml Specification" (packaging.python.org). */
export const pylock: PackageFormat = {
  ecosystem: 'PyPI',
  channel: 'lockfile',
  describes: (path) => /(?:^|\/)pylock(?:\.[^./]+)?\.toml$/.test(path) && !isVendored(path),

  read: (text) =>
    mapKnown(parsedAs(standard, parseToml, text), ({ packages }) =>
      packages.flatMap(({ name, version, directory, marker = '' }) => {
        const isForDevelopment =
          /dependency_groups/.test(marker) && !/["']default["']/.test(marker);

        return version === undefined || directory !== undefined || isForDevelopment
          ? []
          : [{ name, version }];
      }),
    ),
};

const standard = z.object({
  packages: z.array(
    z.object({
      name: z.string(),
      version: z.optional(z.string()),
      directory: z.optional(z.unknown()),
      marker: z.optional(z.string()),
    }),
  ),
});
