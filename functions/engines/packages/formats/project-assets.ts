import * as z from 'zod/mini';
import { parseJson } from '../../../core/parse-json.ts';
import { asProjectsAsk } from './as-projects-ask.ts';
import type { NamedVersion } from './named-version.ts';
import {
  isVendored,
  MOST_REQUIRED,
  mapKnown,
  type PackageFormat,
  parsedAs,
} from './package-format.ts';

/**
 * What a restore of NuGet leaves in `obj`. Source: "PackageReference in project files" (NuGet docs). What
 * only builds the project, whose assets it keeps to itself, is left out.
 */
export const projectAssets: PackageFormat = {
  ecosystem: 'NuGet',
  channel: 'lockfile',
  describes: (path) => /(?:^|\/)project\.assets\.json$/.test(path) && !isVendored(path),

  read: (text) => mapKnown(parsedAs(assets, parseJson, text), restoredIn),
};

const names = z.optional(z.record(z.string(), z.unknown()));

const assets = z.object({
  libraries: z.record(z.string(), z.object({ type: z.string() })),
  targets: z.optional(
    z.record(z.string(), z.record(z.string(), z.object({ dependencies: names }))),
  ),
  project: z.optional(
    z.object({
      frameworks: z.optional(
        z.record(
          z.string(),
          z.object({
            dependencies: z.optional(
              z.record(z.string(), z.object({ suppressParent: z.optional(z.string()) })),
            ),
          }),
        ),
      ),
    }),
  ),
});

function restoredIn({
  libraries,
  targets = {},
  project,
}: z.infer<typeof assets>): readonly NamedVersion[] {
  const requires = new Map<string, readonly string[]>();
  for (const target of Object.values(targets)) {
    for (const [key, { dependencies = {} }] of Object.entries(target)) {
      const all = [...(requires.get(key) ?? []), ...Object.keys(dependencies).map(keyOf)];
      requires.set(key, [...new Set(all)].slice(0, MOST_REQUIRED));
    }
  }
  const asked = Object.values(project?.frameworks ?? {}).flatMap(({ dependencies = {} }) =>
    Object.entries(dependencies),
  );
  const keysWhere = (isForBuild: boolean) =>
    asked
      .filter(([, { suppressParent }]) => /^all$/i.test(suppressParent ?? '') === isForBuild)
      .map(([name]) => [keyOf(name)]);

  const all = Object.entries(libraries).flatMap(([key, { type }]) => {
    const [name = '', version = ''] = key.split('/');
    return type === 'package'
      ? [{ name, version, keys: [keyOf(name)], requires: requires.get(key) ?? [] }]
      : [];
  });
  return asProjectsAsk(all, [{ deployed: keysWhere(false), development: keysWhere(true) }]);
}

function keyOf(name: string): string {
  return name.toLowerCase();
}
