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

/** Versions 1 to 3. Source: "package-lock.json" (npm CLI docs). What is for development is left out. */
export const npmLock: PackageFormat = {
  ecosystem: 'npm',
  channel: 'lockfile',
  describes: (path) =>
    /(?:^|\/)(?:npm-shrinkwrap|package-lock)\.json$/.test(path) && !isVendored(path),

  read: (text) =>
    mapKnown(parsedAs(lock, JSON.parse, text), (told) => {
      if ('packages' in told) return inTree(told.packages);
      return 'dependencies' in told ? inDependencies(told.dependencies) : [];
    }),
};

interface Dependency {
  readonly version?: string | undefined;
  readonly dev?: boolean | undefined;
  readonly dependencies?: Readonly<Record<string, Dependency>> | undefined;
}

const dependency: z.ZodMiniType<Dependency> = z.object({
  version: z.optional(z.string()),
  dev: z.optional(z.boolean()),
  get dependencies() {
    return z.optional(z.record(z.string(), dependency));
  },
});

const entry = z.object({
  name: z.optional(z.string()),
  version: z.optional(z.string()),
  dev: z.optional(z.boolean()),
  link: z.optional(z.boolean()),
});

const packages = z.record(z.string(), entry);
const dependencies = z.record(z.string(), dependency);

/** Before npm 5, a shrinkwrap did not tell its version. */
const lock = z.union([
  z.object({ packages }),
  z.object({ dependencies }),
  z.object({ lockfileVersion: z.number() }),
]);

/** By path; what lies outside of node_modules is the project's own. */
function inTree(packages: Readonly<Record<string, z.infer<typeof entry>>>) {
  return Object.entries(packages).flatMap(([path, { name, version, dev, link }]) => {
    const [, ...folders] = path.split(/(?:^|\/)node_modules\//);
    const folder = folders.at(-1);
    if (folder === undefined || version === undefined || dev || link) return [];

    return [{ name: name ?? folder, version }];
  });
}

/** Version 1 nests what is installed below another package. */
function inDependencies(all: Readonly<Record<string, Dependency>>): readonly NamedVersion[] {
  return Object.entries(all).flatMap(([name, { version, dev, dependencies }]) => [
    ...(dev || version === undefined ? [] : namedBy(name, version)),
    ...inDependencies(dependencies ?? {}),
  ]);
}

/** An alias says what it stands for: `npm:real@1.2.3`. */
function namedBy(name: string, version: string): readonly NamedVersion[] {
  const real = version.startsWith('npm:') && splitAtVersion(version.slice('npm:'.length));
  if (real) return [real];

  return isVersion(version) ? [{ name, version }] : [];
}
