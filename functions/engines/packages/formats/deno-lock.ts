import * as z from 'zod/mini';
import type { Known } from '../../../core/known.ts';
import { parseJson } from '../../../core/parse-json.ts';
import type { NamedVersion } from './named-version.ts';
import {
  isVendored,
  isVersion,
  MOST_REQUIRED,
  type PackageFormat,
  parsedAs,
  splitAtVersion,
} from './package-format.ts';
import { united } from './united.ts';

/**
 * Versions 2 to 5. Source: "Lockfile" (Deno docs). Packages of JSR are of no ecosystem that advisories
 * are written about.
 */
export const denoLock: PackageFormat = {
  ecosystem: 'npm',
  channel: 'lockfile',
  installer: () => 'deno',
  describes: (path) => /(?:^|\/)deno\.lock$/.test(path) && !isVendored(path),

  read(text) {
    const parsed = parsedAs(lock, parseJson, text);
    return parsed.known ? lockedIn(parsed.value) : parsed;
  },
};

/** Of what is asked for, with the version that it came to, or with all of its key. */
const specifiers = z.optional(z.record(z.string(), z.string()));

/** Until version 3 by the name that it is imported by; since then a list. */
const asked = z.optional(z.union([z.array(z.string()), z.record(z.string(), z.string())]));
const entry = z.object({ dependencies: asked, optionalDependencies: asked });
const entries = z.optional(z.record(z.string(), entry));
const unread = z.optional(z.record(z.string(), z.unknown()));

const lock = z.object({
  version: z.string(),
  specifiers,
  jsr: unread,
  npm: z.optional(
    z.union([
      z.object({ specifiers: z.record(z.string(), z.string()), packages: entries }),
      z.record(z.string(), entry),
    ]),
  ),
  packages: z.optional(z.object({ specifiers, npm: entries, jsr: unread })),
});

type Lock = z.infer<typeof lock>;

function lockedIn({
  specifiers: own,
  jsr,
  npm = {},
  packages,
}: Lock): Known<readonly NamedVersion[]> {
  const isOfTwo = hasPackages(npm);
  const all = { ...packages?.npm, ...(isOfTwo ? npm.packages : npm) };
  const written = { ...packages?.specifiers, ...own, ...(isOfTwo && npm.specifiers) };
  const top = new Set(
    Object.entries(written).map(([specifier, written]) => keyOfSpecifier(specifier, written)),
  );

  const locked = Object.entries(all).flatMap(([key, { dependencies, optionalDependencies }]) => {
    const named = identityIn(key);
    if (!named) return [];

    const requires = [...keysIn(dependencies), ...keysIn(optionalDependencies)];
    const keys = [key, `${named.name}@${named.version}`, named.name];
    return [{ ...named, keys, requires, isTopLevel: keys.some((each) => top.has(each)) }];
  });
  const value = united(locked);
  const others = Object.keys({ ...packages?.jsr, ...jsr }).length;
  if (others === 0) return { known: true, value };

  const what = others === 1 ? 'one of its packages comes' : `${others} of its packages come`;
  return {
    known: true,
    value,
    incomplete: `${what} from JSR, of which no advisories are published`,
  };
}

function hasPackages(
  npm: NonNullable<Lock['npm']>,
): npm is Extract<typeof npm, { specifiers: unknown }> {
  return 'specifiers' in npm && 'packages' in npm;
}

/** `npm:chalk@^5.3.0` came to `5.4.1`, or to `npm:chalk@5.4.1` in version 3. Peers stand behind it. */
function keyOfSpecifier(specifier: string, written: string): string {
  const [bare = ''] = written.replace(/^npm:/, '').split('_');
  if (/^\d/.test(bare)) return `${splitAtVersion(specifier.replace(/^npm:/, ''))?.name}@${bare}`;

  return bare;
}

/** `name@1.0.0_peer@2.0.0`: a name may have such a mark, a version has none. */
function identityIn(key: string): NamedVersion | undefined {
  const [, name = '', version = ''] = /^((?:@[^/@]+\/)?[^/@]+)@([^_@]+)(?:_|$)/.exec(key) ?? [];

  return name !== '' && isVersion(version) ? { name, version } : undefined;
}

/** An alias has the name of what it stands for behind it: `other@npm:real@1.0.0`. */
function keysIn(written: z.infer<typeof asked> = []): readonly string[] {
  const all = Array.isArray(written) ? written : Object.values(written);

  return all.slice(0, MOST_REQUIRED).map((one) => one.split('@npm:').at(-1) ?? one);
}
