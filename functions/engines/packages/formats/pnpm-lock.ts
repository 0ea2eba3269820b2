import { JSON_SCHEMA, loadAll } from 'js-yaml';
import * as z from 'zod/mini';
import type { NamedVersion } from './named-version.ts';
import {
  isVendored,
  isVersion,
  MOST_REQUIRED,
  mapKnown,
  type PackageFormat,
  parsedAs,
} from './package-format.ts';
import { reachedFrom } from './reached.ts';
import { united } from './united.ts';

/**
 * Versions 5 to 9, which may be several documents. Source: "pnpm-lock.yaml" (pnpm spec). What is for
 * development is left out.
 */
export const pnpmLock: PackageFormat = {
  ecosystem: 'npm',
  channel: 'lockfile',
  installer: () => 'pnpm',
  describes: (path) => /(?:^|\/)pnpm-lock\.yaml$/.test(path) && !isVendored(path),

  read: (text) => mapKnown(parsedAs(documents, parse, text), (all) => all.flatMap(deployedIn)),
};

function parse(text: string): unknown {
  return loadAll(text, { schema: JSON_SCHEMA });
}

/** Of another package, or of the project: what it came to, by the name that it is imported by. */
const references = z.nullish(
  z.record(z.string(), z.union([z.string(), z.object({ version: z.string() })])),
);
const needs = { dependencies: references, optionalDependencies: references };
const dependent = z.object(needs);

const entry = z.object({
  name: z.optional(z.string()),
  version: z.optional(z.string()),
  dev: z.optional(z.boolean()),
  ...needs,
});

/** Without workspaces, versions 5 and 6 have what the project asks for at the top. */
const documents = z.array(
  z.object({
    lockfileVersion: z.unknown(),
    importers: z.nullish(z.record(z.string(), z.nullish(dependent))),
    // The key says enough, where nothing stands behind it.
    packages: z.nullish(z.record(z.string(), z.catch(entry, {}))),
    snapshots: z.nullish(z.record(z.string(), z.nullish(dependent))),
    ...needs,
  }),
);

type Lock = z.infer<typeof documents>[number];
type Dependent = z.infer<typeof dependent> | null | undefined;

function deployedIn(lock: Lock): readonly NamedVersion[] {
  const { importers, packages, snapshots } = lock;
  const projects = [lock, ...Object.values(importers ?? {})];
  const top = new Set(projects.flatMap(keysIn));
  const requires = requiredBy(lock);

  // Only version 9 keeps what a package needs apart, and marks nothing as being for development.
  const isMarked = !importers || !snapshots;
  const deployed = isMarked ? undefined : reachedFrom(top, (key) => requires.get(key) ?? []);

  return united(
    Object.entries(packages ?? {}).flatMap(([written, entry]) => {
      const key = keyOf(written);
      const isDeployed = deployed?.has(key) ?? !entry.dev;
      const named = isDeployed ? namedBy(written, entry) : undefined;

      return named
        ? [{ ...named, keys: [key], requires: requires.get(key) ?? [], isTopLevel: top.has(key) }]
        : [];
    }),
  );
}

/** By key. What a package is installed with beside it makes several of it, that ask for the same. */
function requiredBy({ packages, snapshots }: Lock): ReadonlyMap<string, readonly string[]> {
  const all = new Map<string, string[]>();

  for (const [written, dependent] of Object.entries({ ...packages, ...snapshots })) {
    const key = keyOf(written);
    const before = all.get(key) ?? [];
    all.set(key, [...new Set([...before, ...keysIn(dependent)])].slice(0, MOST_REQUIRED));
  }
  return all;
}

/** An alias has the name of what it stands for in its version: `real@1.0.0`, `/real/1.0.0`. */
function keysIn(of: Dependent): readonly string[] {
  const needed = { ...of?.optionalDependencies, ...of?.dependencies };

  return Object.entries(needed).map(([name, target]) => {
    const version = typeof target === 'string' ? target : target.version;
    const isKey = /^(?!\d+\.\d+\.)(?:(?:@[^/@]+\/)?[^/@:(]+@|@?[^(@:]*\/)/.test(version);
    return keyOf(isKey ? version : `${name}@${version}`);
  });
}

function namedBy(written: string, { name, version }: z.infer<typeof entry>) {
  // A package of the project's own, that is installed from its folder, and Node itself.
  if (/^\/?(?:@?[^@:]+@)?(?:file|runtime):/.test(written)) return undefined;
  const parts = /^((?:@[^/]+\/)?[^/@]+)@(.*)$/.exec(keyOf(written));
  const named = { name: name ?? parts?.[1] ?? '', version: version ?? parts?.[2] ?? '' };

  // What is fetched from elsewhere has its version beside it, or none.
  return named.name !== '' && named.version !== '' && isVersion(named.version) ? named : undefined;
}

/**
 * The same for all versions, `a@1.0.0`: `/a/1.0.0_peer@2.0.0` in version 5, perhaps with the registry
 * in front of it, `/a@1.0.0(peer@2.0.0)` in 6, without the slash in 9. What comes from elsewhere keeps
 * its own.
 */
function keyOf(written: string): string {
  const host = written.slice(0, Math.max(written.indexOf('/'), 0));
  const isPlaced = written.startsWith('/') || (/.\../.test(host) && !host.includes('@'));
  const [bare = ''] = (isPlaced ? written.slice(host.length + 1) : written).split('(');
  const [, name, version] = /^((?:@[^/]+\/)?[^/@]+)[/@](\d[^/_@]*)(?:[/_].*)?$/.exec(bare) ?? [];

  return name === undefined ? bare : `${name}@${version}`;
}
