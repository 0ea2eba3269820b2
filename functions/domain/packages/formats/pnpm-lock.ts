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

/** Versions 5 to 9, which may be several documents. Source: "pnpm-lock.yaml" (pnpm spec). */
export const pnpmLock: PackageFormat = {
  ecosystem: 'npm',
  channel: 'lockfile',
  describes: (path) => /(?:^|\/)pnpm-lock\.yaml$/.test(path) && !isVendored(path),

  read: (text) =>
    mapKnown(parsedAs(documents, parse, text), (all) =>
      all.flatMap(({ packages }) => Object.entries(packages ?? {}).flatMap(namedBy)),
    ),
};

function parse(text: string): unknown {
  return loadAll(text, { schema: JSON_SCHEMA });
}

const entry = z.object({
  name: z.optional(z.string()),
  version: z.optional(z.string()),
  dev: z.optional(z.boolean()),
});

const documents = z.array(
  z.object({ lockfileVersion: z.unknown(), packages: z.nullish(z.record(z.string(), entry)) }),
);

function namedBy([key, { name, version, dev }]: [string, z.infer<typeof entry>]) {
  const named = name && version ? { name, version } : namedByKey(key);

  return dev || !named || !isVersion(named.version) ? [] : [named];
}

/** `/a/1.0.0_peer@2.0.0` in version 5, `/a@1.0.0(peer@2.0.0)` in 6, without the slash in 9. */
function namedByKey(key: string): NamedVersion | undefined {
  const [bare = ''] = key.replace(/^\//, '').split('(');
  const old = /^((?:@[^/]+\/)?[^/@]+)\/([^/_@]+)/.exec(bare);
  if (old) return { name: old[1] ?? '', version: old[2] ?? '' };

  return splitAtVersion(bare);
}
