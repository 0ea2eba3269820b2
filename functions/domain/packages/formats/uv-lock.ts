import { parse as parseToml } from 'smol-toml';
import * as z from 'zod/mini';
import {
  isVendored,
  MOST_REQUIRED,
  mapKnown,
  type NamedVersion,
  type PackageFormat,
  parsedAs,
} from './package-format.ts';
import { reachedFrom } from './reached.ts';

/**
 * Source: "Locking and syncing" (uv docs). The project is a package among the others: what only its
 * groups for development need is left out; its extras are not, for anyone may have asked for them.
 */
export const uvLock: PackageFormat = {
  ecosystem: 'PyPI',
  channel: 'lockfile',
  installer: () => 'uv',
  describes: (path) => /(?:^|\/)uv\.lock$/.test(path) && !isVendored(path),

  read: (text) => mapKnown(parsedAs(lock, parseToml, text), deployedIn),
};

const dependencies = z.optional(
  z.array(z.object({ name: z.string(), version: z.optional(z.string()) })),
);

const lock = z.object({
  package: z.optional(
    z.array(
      z.object({
        name: z.string(),
        version: z.optional(z.string()),
        source: z.optional(z.record(z.string(), z.unknown())),
        dependencies,
        'optional-dependencies': z.optional(z.record(z.string(), dependencies)),
        'dev-dependencies': z.optional(z.record(z.string(), dependencies)),
      }),
    ),
  ),
});

type Entry = NonNullable<z.infer<typeof lock>['package']>[number];

function deployedIn({ package: all = [] }: z.infer<typeof lock>): readonly NamedVersion[] {
  const byName = Map.groupBy(all, ({ name }) => name);
  const next = (name: string) => (byName.get(name) ?? []).flatMap(neededBy);
  const own = all.filter(isOwn);
  const top = new Set(own.flatMap((one) => [...keysIn(one.dependencies), ...extrasOf(one)]));
  const start = own.map(({ name }) => name);
  // Without a project that says what it needs, there is nothing to begin at.
  const isTold = own.some((one) => neededBy(one).length > 0 || one['dev-dependencies']);
  const reached = reachedFrom(start, next);

  return all.flatMap((one) => {
    const { name, version } = one;
    const isDeployed = !isTold || reached.has(name);
    if (version === undefined || isOwn(one) || !isDeployed) return [];

    const keys = [name, `${name} ${version}`];
    const asked = { requires: keysIn(one.dependencies), mayUse: extrasOf(one) };
    return [{ name, version, keys, ...asked, isTopLevel: keys.some((key) => top.has(key)) }];
  });
}

function neededBy(one: Entry): readonly string[] {
  const extras = Object.values(one['optional-dependencies'] ?? {}).flatMap((extra) => extra ?? []);

  return [...(one.dependencies ?? []), ...extras].map(({ name }) => name);
}

function extrasOf(one: Entry): readonly string[] {
  return Object.values(one['optional-dependencies'] ?? {}).flatMap(keysIn);
}

/** A version is there where there are several of that name. */
function keysIn(asked: Entry['dependencies'] = []): readonly string[] {
  return asked
    .slice(0, MOST_REQUIRED)
    .map(({ name, version }) => (version === undefined ? name : `${name} ${version}`));
}

function isOwn({ source = {} }: Entry): boolean {
  return ['editable', 'virtual', 'directory'].some((kind) => kind in source);
}
