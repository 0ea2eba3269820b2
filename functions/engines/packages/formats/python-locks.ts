import { parse as parseToml } from 'smol-toml';
import * as z from 'zod/mini';
import { parseJson } from '../../../core/parse-json.ts';
import { normalisedName } from '../package.ts';
import {
  isVendored,
  MOST_REQUIRED,
  mapKnown,
  type PackageFormat,
  parsedAs,
  withoutVersion,
} from './package-format.ts';
import { isForDevelopment, pyproject } from './pyproject.ts';

/** Source: "Pipfile.lock" (pipenv). What is for development is left out. */
export const pipfileLock: PackageFormat = {
  ecosystem: 'PyPI',
  channel: 'lockfile',
  installer: () => 'pipenv',
  describes: (path) => /(?:^|\/)Pipfile\.lock$/.test(path) && !isVendored(path),

  read(text) {
    const parsed = parsedAs(pipfile, parseJson, text);
    if (!parsed.known) return parsed;

    const all = Object.entries(parsed.value.default ?? {}).filter(([, { path }]) => !path);
    const value = all.flatMap(([name, { version }]) => {
      const [, pinned] = /^={2,3}\s*([^\s*]+)$/.exec(version ?? '') ?? [];
      return pinned === undefined ? [] : [{ name, version: pinned }];
    });
    return withoutVersion(value, all.length - value.length);
  },
};

/** One from a folder of the project is its own. */
const pipfile = z.object({
  default: z.optional(
    z.record(
      z.string(),
      z.object({ version: z.optional(z.string()), path: z.optional(z.string()) }),
    ),
  ),
  develop: z.optional(z.unknown()),
  _meta: z.optional(z.unknown()),
});

/** Poetry's and PDM's, which are alike as far as this goes. */
export const poetryLock: PackageFormat = {
  ecosystem: 'PyPI',
  channel: 'lockfile',
  installer: (_, path) => (path.endsWith('pdm.lock') ? 'pdm' : 'poetry'),
  manifest: pyproject,
  describes: (path) => /(?:^|\/)(?:poetry|pdm)\.lock$/.test(path) && !isVendored(path),

  read: (text) =>
    mapKnown(parsedAs(poetry, parseToml, text), (lock) =>
      (lock.package ?? []).flatMap((one) => {
        const { name, version, category, groups, source, path } = one;
        const isLeftOut =
          category === 'dev' || groups?.every((group) => isForDevelopment(group)) === true;
        const isOwn = source?.type === 'directory' || path !== undefined;
        if (version === undefined || isLeftOut || isOwn) return [];

        return [{ name, version, keys: [keyOf(name)], ...askedBy(one.dependencies) }];
      }),
    ),
};

/** PDM writes requirements as they stand in metadata, Poetry a table of its own. */
const asked = z.optional(z.union([z.array(z.string()), z.record(z.string(), z.unknown())]));

function askedBy(written: z.infer<typeof asked> = {}) {
  if (Array.isArray(written)) {
    const names = written.map((line) => /^[0-9A-Za-z][\w.-]*/.exec(line)?.[0] ?? '');
    return { requires: names.slice(0, MOST_REQUIRED).map(keyOf) };
  }

  const all = Object.entries(written).slice(0, MOST_REQUIRED);
  const [mayUse, requires] = [true, false].map((optional) =>
    all.flatMap(([name, how]) => (isOptional(how) === optional ? [keyOf(name)] : [])),
  );
  return { requires, mayUse };
}

/** Only for an extra, which the project may have asked for. */
function isOptional(how: unknown): boolean {
  const all = Array.isArray(how) ? how : [how];

  return all.every((one) => z.safeParse(z.object({ optional: z.literal(true) }), one).success);
}

function keyOf(name: string): string {
  return normalisedName('PyPI', name);
}

const poetry = z.object({
  package: z.optional(
    z.array(
      z.object({
        name: z.string(),
        version: z.optional(z.string()),
        category: z.optional(z.string()),
        groups: z.optional(z.array(z.string())),
        dependencies: asked,
        source: z.optional(z.object({ type: z.optional(z.string()) })),
        path: z.optional(z.string()),
      }),
    ),
  ),
});

/** Source: "pylock.toml Specification" (packaging.python.org). */
export const pylock: PackageFormat = {
  ecosystem: 'PyPI',
  channel: 'lockfile',
  describes: (path) => /(?:^|\/)pylock(?:\.[^./]+)?\.toml$/.test(path) && !isVendored(path),

  read: (text) =>
    mapKnown(parsedAs(standard, parseToml, text), ({ packages }) =>
      packages.flatMap(({ name, version, directory, dependencies, marker = '' }) => {
        const isLeftOut = /dependency_groups/.test(marker) && !/["']default["']/.test(marker);

        return version === undefined || directory !== undefined || isLeftOut
          ? []
          : [{ name, version, keys: [keyOf(name)], requires: keysIn(dependencies) }];
      }),
    ),
};

function keysIn(dependencies: readonly { readonly name: string }[] = []): readonly string[] {
  return dependencies.slice(0, MOST_REQUIRED).map(({ name }) => keyOf(name));
}

const standard = z.object({
  packages: z.array(
    z.object({
      name: z.string(),
      version: z.optional(z.string()),
      directory: z.optional(z.unknown()),
      dependencies: z.optional(z.array(z.object({ name: z.string() }))),
      marker: z.optional(z.string()),
    }),
  ),
});
