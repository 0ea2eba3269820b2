import { parse as parseToml } from 'smol-toml';
import * as z from 'zod/mini';
import type { NamedVersion } from './named-version.ts';
import {
  isVendored,
  MOST_REQUIRED,
  mapKnown,
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
  const named = all.flatMap((one) => keysOf(one).map((key) => ({ key, one })));
  const byKey = Map.groupBy(named, ({ key }) => key);
  const next = (key: string) => (byKey.get(key) ?? []).flatMap(({ one }) => neededBy(one));
  const own = all.filter(isOwn);
  const top = new Set(own.flatMap((one) => [...keysIn(one.dependencies), ...extrasOf(one)]));
  const start = own.map(({ name }) => name);
  // Without a project that says what it needs, there is nothing to begin at.
  const statesNeeds = own.some((one) => neededBy(one).length > 0 || one['dev-dependencies']);
  const reached = reachedFrom(start, next);

  return all.flatMap((one) => {
    const { name, version } = one;
    const keys = keysOf(one);
    const isDeployed = !statesNeeds || keys.some((key) => reached.has(key));
    if (version === undefined || isOwn(one) || !isDeployed) return [];

    const asked = { requires: keysIn(one.dependencies), mayUse: extrasOf(one) };
    return [{ name, version, keys, ...asked, isTopLevel: keys.some((key) => top.has(key)) }];
  });
}

function keysOf({ name, version }: Entry): readonly string[] {
  return [name, `${name} ${version}`];
}

function neededBy(one: Entry): readonly string[] {
  return [...keysIn(one.dependencies), ...extrasOf(one)];
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
