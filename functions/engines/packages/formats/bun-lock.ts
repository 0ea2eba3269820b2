import * as z from 'zod/mini';
import { type Known, unknown } from '../../../core/known.ts';
import { parseJsonc } from './jsonc.ts';
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
import { reachedFrom } from './reached.ts';

/** Source: "Lockfile" (Bun docs). What is for development is left out. */
export const bunLock: PackageFormat = {
  ecosystem: 'npm',
  channel: 'lockfile',
  installer: () => 'bun',
  describes: (path) => /(?:^|\/)bun\.lock$/.test(path) && !isVendored(path),

  read(text) {
    const parsed = parsedAs(lock, parseJsonc, text);
    return parsed.known ? deployedIn(parsed.value) : parsed;
  },
};

/** What Bun before 1.2 wrote. */
export const bunBinaryLock: PackageFormat = {
  ecosystem: 'npm',
  channel: 'lockfile',
  installer: () => 'bun',
  describes: (path) => /(?:^|\/)bun\.lockb$/.test(path) && !isVendored(path),
  read: () =>
    unknown('it is binary: `bun install --save-text-lockfile` writes one that can be read'),
};

const names = z.optional(z.record(z.string(), z.unknown()));
const dependent = z.object({
  dependencies: names,
  optionalDependencies: names,
  peerDependencies: names,
});
/** What is installed for a workspace alone lies below its name. */
const workspace = z.extend(dependent, { name: z.optional(z.string()) });

const lock = z.object({
  workspaces: z.optional(z.record(z.string(), workspace)),
  packages: z.record(z.string(), z.array(z.unknown())),
});

type Lock = z.infer<typeof lock>;

function deployedIn({ workspaces, packages }: Lock): Known<readonly NamedVersion[]> {
  const keysOf = (key: string, kinds: Kinds) =>
    needsOf(packages[key], kinds).map((name) => keyOf(name, key, packages));
  // What a project wants others to bring is installed along with the rest.
  const top = new Set(
    Object.values(workspaces ?? {}).flatMap((own) =>
      namesIn(own, [...installing, ...beside]).map((name) => keyOf(name, own.name ?? '', packages)),
    ),
  );
  const reached = workspaces && reachedFrom(top, (key) => keysOf(key, [...installing, ...beside]));
  const all = Object.entries(packages).flatMap(([key, [fields]]) => {
    const named = typeof fields === 'string' ? splitAtVersion(fields) : undefined;
    return named && (reached?.has(key) ?? true) ? [{ key, named }] : [];
  });

  return withoutVersion(
    all.flatMap(({ key, named }) => {
      const asked = { requires: keysOf(key, installing), mayUse: keysOf(key, beside) };
      return isVersion(named.version)
        ? [{ ...named, keys: [key], ...asked, isTopLevel: top.has(key) }]
        : [];
    }),
    all.filter(({ named }) => isFetched(named.version)).length,
  );
}

type Kinds = readonly (keyof z.infer<typeof dependent>)[];
const installing: Kinds = ['dependencies', 'optionalDependencies'];
const beside: Kinds = ['peerDependencies'];

/** Where it stands depends on where the package was fetched from. */
function needsOf(fields: readonly unknown[] = [], kinds: Kinds): readonly string[] {
  return fields.flatMap((field) => {
    const { success, data } = dependent.safeParse(field);
    return success ? namesIn(data, kinds) : [];
  });
}

function namesIn(of: z.infer<typeof dependent>, kinds: Kinds): readonly string[] {
  return kinds.flatMap((kind) => Object.keys(of[kind] ?? {})).slice(0, MOST_REQUIRED);
}

/** As Node looks for it: below the package itself, then below each of those that it lies below. */
function keyOf(name: string, from: string, packages: Lock['packages']): string {
  const parts = from.match(/(?:@[^/]+\/)?[^/]+/g) ?? [];
  const places = parts.map((_, above) => parts.slice(0, parts.length - above).join('/'));

  return places.map((place) => `${place}/${name}`).find((key) => key in packages) ?? name;
}
