import { JSON_SCHEMA, loadAll } from 'js-yaml';
import * as z from 'zod/mini';
import {
  isVendored,
  isVersion,
  mapKnown,
  type NamedVersion,
  type PackageFormat,
  parsedAs,
  splitAtVersion,
} from './package-format.ts';
import { reachedFrom } from './reached.ts';

/**
 * Versions 5 to 9, which may be several documents. Source: "pnpm-lock.yaml" (pnpm spec). What is for
 * development is left out.
 */
export const pnpmLock: PackageFormat = {
  ecosystem: 'npm',
  channel: 'lockfile',
  describes: (path) => /(?:^|\/)pnpm-lock\.yaml$/.test(path) && !isVendored(path),

  read: (text) => mapKnown(parsedAs(documents, parse, text), (all) => all.flatMap(deployedIn)),
};

function parse(text: string): unknown {
  return loadAll(text, { schema: JSON_SCHEMA });
}

const entry = z.object({
  name: z.optional(z.string()),
  version: z.optional(z.string()),
  dev: z.optional(z.boolean()),
});

/** Of another package, or of the project: what it came to, by the name that it is imported by. */
const references = z.nullish(
  z.record(z.string(), z.union([z.string(), z.object({ version: z.string() })])),
);
const dependent = z.nullish(
  z.object({ dependencies: references, optionalDependencies: references }),
);

const documents = z.array(
  z.object({
    lockfileVersion: z.unknown(),
    importers: z.nullish(z.record(z.string(), dependent)),
    packages: z.nullish(z.record(z.string(), entry)),
    snapshots: z.nullish(z.record(z.string(), dependent)),
  }),
);

function deployedIn({
  importers,
  packages,
  snapshots,
}: z.infer<typeof documents>[number]): readonly NamedVersion[] {
  const all = Object.entries(packages ?? {});
  // Only version 9 keeps what a package needs apart, and marks nothing as being for development.
  if (!importers || !snapshots) return all.flatMap(namedBy);

  const needs = new Map(Object.entries(snapshots));
  const reached = reachedFrom(Object.values(importers).flatMap(keysIn), (key) =>
    keysIn(needs.get(key)),
  );
  const deployed = new Set([...reached].map(withoutPeers));
  return all.filter(([key]) => deployed.has(key)).flatMap(namedBy);
}

/** An alias has the name of what it stands for in its version: `real@1.0.0`. */
function keysIn(of: z.infer<typeof dependent>): readonly string[] {
  const needed = { ...of?.optionalDependencies, ...of?.dependencies };

  return Object.entries(needed).map(([name, told]) => {
    const version = typeof told === 'string' ? told : told.version;
    return /^(?:@[^/@]+\/)?[^/@:(]+@/.test(version) ? version : `${name}@${version}`;
  });
}

function namedBy([key, { name, version, dev }]: [string, z.infer<typeof entry>]) {
  // A package of the project's own, that is installed from its folder.
  if (/^\/?(?:@?[^@:]+@)?file:/.test(key)) return [];
  const named = name && version ? { name, version } : namedByKey(key);

  return dev || !named || !isVersion(named.version) ? [] : [named];
}

/**
 * `/a/1.0.0_peer@2.0.0` in version 5, perhaps with the registry in front of it, `/a@1.0.0(peer@2.0.0)` in 6, without the slash in
 * 9.
 */
function namedByKey(key: string): NamedVersion | undefined {
  const bare = withoutPeers(key.replace(/^(?:[^/@]+\.[^/@]+)?\//, ''));
  const old = /^((?:@[^/]+\/)?[^/@]+)\/(\d[^/_@]*)/.exec(bare);
  if (old) return { name: old[1] ?? '', version: old[2] ?? '' };

  return splitAtVersion(bare);
}

function withoutPeers(key: string): string {
  return key.split('(')[0] ?? '';
}
