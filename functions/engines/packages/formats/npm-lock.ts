import * as z from 'zod/mini';
import { parseJson } from '../../../core/parse-json.ts';
import type { NamedVersion } from './named-version.ts';
import {
  isFetched,
  isVendored,
  isVersion,
  MOST_REQUIRED,
  type PackageFormat,
  parsedAs,
  splitAtVersion,
  withoutVersion,
} from './package-format.ts';

/** Versions 1 to 3. Source: "package-lock.json" (npm CLI docs). What is for development is left out. */
export const npmLock: PackageFormat = {
  ecosystem: 'npm',
  channel: 'lockfile',
  installer: () => 'npm',
  describes: (path) => /(?:^|\/)package-lock\.json$/.test(path) && !isVendored(path),

  read(text) {
    const parsed = parsedAs(lock, parseJson, text);
    if (!parsed.known) return parsed;
    if ('packages' in parsed.value) return { known: true, value: inTree(parsed.value.packages) };

    const { dependencies = {} } = 'dependencies' in parsed.value ? parsed.value : {};
    return withoutVersion(inDependencies(dependencies), fetchedIn(dependencies));
  },
};

/** The same, which npm takes where it finds both. Source: "npm-shrinkwrap.json" (npm CLI docs). */
export const npmShrinkwrap: PackageFormat = {
  ...npmLock,
  describes: (path) => /(?:^|\/)npm-shrinkwrap\.json$/.test(path) && !isVendored(path),
};

/** Names, and whatever of them. In what version 1 says of the project itself, it is but a flag. */
const askedFor = z.optional(z.record(z.string(), z.unknown()));
type Asked = z.infer<typeof askedFor>;

interface Dependency {
  readonly version?: string | undefined;
  readonly dev?: boolean | undefined;
  readonly requires?: unknown;
  readonly dependencies?: Readonly<Record<string, Dependency>> | undefined;
}

const dependency: z.ZodMiniType<Dependency> = z.object({
  version: z.optional(z.string()),
  dev: z.optional(z.boolean()),
  requires: z.optional(z.unknown()),
  get dependencies() {
    return z.optional(z.record(z.string(), dependency));
  },
});

const entry = z.object({
  name: z.optional(z.string()),
  version: z.optional(z.string()),
  dev: z.optional(z.boolean()),
  link: z.optional(z.boolean()),
  dependencies: askedFor,
  optionalDependencies: askedFor,
  peerDependencies: askedFor,
});

const packages = z.record(z.string(), entry);
const dependencies = z.record(z.string(), dependency);

/** Before npm 5, a shrinkwrap did not state its version. */
const lock = z.union([
  z.object({ packages }),
  z.object({ dependencies }),
  z.object({ lockfileVersion: z.number() }),
]);

/** By path; what lies outside of node_modules is the project's own. */
function inTree(packages: Readonly<Record<string, z.infer<typeof entry>>>) {
  const own = Object.entries(packages).filter(([path]) => !isInstalled(path));
  const top = new Set(own.flatMap(([path, entry]) => placesOf(path, requiredBy(entry))));

  return Object.entries(packages).flatMap(([folder, entry]) => {
    const { name = folder.split('node_modules/').at(-1), version, dev, link } = entry;
    if (!isInstalled(folder) || name === undefined || version === undefined || dev || link) {
      return [];
    }

    const requires = requiredBy(entry);
    const mayUse = namesIn(entry.peerDependencies);
    return [{ name, version, folder, requires, mayUse, isTopLevel: top.has(folder) }];
  });
}

function isInstalled(path: string): boolean {
  return /(?:^|\/)node_modules\//.test(path);
}

function requiredBy({ dependencies, optionalDependencies }: z.infer<typeof entry>) {
  return namesIn(dependencies, optionalDependencies);
}

/** Where what a workspace asks for may be. */
function placesOf(workspace: string, names: readonly string[]): readonly string[] {
  return names.flatMap((name) => [
    `node_modules/${name}`,
    ...(workspace === '' ? [] : [`${workspace}/node_modules/${name}`]),
  ]);
}

function namesIn(...all: readonly Asked[]): readonly string[] {
  return all.flatMap((each) => Object.keys(each ?? {})).slice(0, MOST_REQUIRED);
}

/** Version 1 nests what is installed below another package. */
function inDependencies(
  all: Readonly<Record<string, Dependency>>,
  above = '',
): readonly NamedVersion[] {
  return Object.entries(all).flatMap(([name, { version, dev, requires, dependencies }]) => {
    const folder = `${above}node_modules/${name}`;
    const asked = z.safeParse(askedFor, requires).data;
    const named = dev || version === undefined ? [] : namedBy(name, version);

    return [
      ...named.map((one) => ({ ...one, folder, requires: namesIn(asked) })),
      ...inDependencies(dependencies ?? {}, `${folder}/`),
    ];
  });
}

/** An alias says what it stands for: `npm:real@1.2.3`. Old locks have an address of the registry. */
function namedBy(name: string, version: string): readonly NamedVersion[] {
  const real = version.startsWith('npm:') && splitAtVersion(version.slice('npm:'.length));
  if (real) return [real];
  if (isVersion(version)) return [{ name, version }];

  const addressed = versionInAddress(version);
  return addressed === undefined ? [] : [{ name, version: addressed }];
}

function versionInAddress(address: string): string | undefined {
  if (!/^https?:\/\//.test(address)) return undefined;
  const [bare = ''] = address.split(/[#?]/, 1);
  const file = bare.slice(bare.lastIndexOf('/-/') + '/-/'.length);
  const at = file.search(/-\d/);

  const isArchive = bare.includes('/-/') && !file.includes('/') && file.endsWith('.tgz');
  return isArchive && at >= 0 ? file.slice(at + 1, -'.tgz'.length) : undefined;
}

/** How many come from elsewhere, so that what they say of their version is not the registry's. */
function fetchedIn(all: Readonly<Record<string, Dependency>>): number {
  return Object.values(all).reduce((sum, { version = '', dev, dependencies }) => {
    const isOne = !dev && isFetched(version) && versionInAddress(version) === undefined;
    return sum + (isOne ? 1 : 0) + fetchedIn(dependencies ?? {});
  }, 0);
}
