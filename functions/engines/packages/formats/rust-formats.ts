import { parse as parseToml } from 'smol-toml';
import * as z from 'zod/mini';
import { parseJson } from '../../../core/parse-json.ts';
import { elfOf, sectionOf } from '../programs/elf.ts';
import { hasProgramName } from '../programs/program.ts';
import { cargoToml } from './cargo-toml.ts';
import type { NamedVersion } from './named-version.ts';
import {
  isVendored,
  MOST_REQUIRED,
  mapKnown,
  type PackageFormat,
  parsedAs,
} from './package-format.ts';

/** The section of a program into which cargo-auditable writes what it was built from. */
export const AUDIT_SECTION = '.dep-v0';

/** What is in that section, as it is packed; undefined for what is no such program. */
export function auditSectionOf(path: string, bytes: Uint8Array): Uint8Array | undefined {
  const elf = hasProgramName(path) ? elfOf(bytes) : undefined;

  return elf && sectionOf(elf, AUDIT_SECTION);
}

/** The program of which it is the audit data; undefined for another file. */
export function auditedProgram(path: string): string | undefined {
  return path.endsWith(SECTION_PATH) ? path.slice(0, -SECTION_PATH.length) : undefined;
}

const SECTION_PATH = `!/${AUDIT_SECTION}`;

/** Source: "PARSING.md" (cargo-auditable). What was used to build, and does not run, is left out. */
export const auditData: PackageFormat = {
  ecosystem: 'crates.io',
  channel: 'build info',
  describes: (path) => auditedProgram(path) !== undefined,

  read: (text) =>
    mapKnown(parsedAs(audit, parseJson, text), ({ packages }) => {
      const own = packages.filter(isOwn);
      const top = new Set(own.flatMap(({ dependencies = [] }) => dependencies));

      return packages.flatMap((one, at) => {
        const { name, version, kind, dependencies = [] } = one;
        const requires = dependencies.slice(0, MOST_REQUIRED).map(String);
        const isLeftOut = kind === 'build' || isOwn(one);
        return isLeftOut
          ? []
          : [{ name, version, keys: [String(at)], requires, isTopLevel: top.has(at) }];
      });
    }),
};

const audit = z.object({
  packages: z.array(
    z.object({
      name: z.string(),
      version: z.string(),
      source: z.optional(z.string()),
      kind: z.optional(z.string()),
      root: z.optional(z.boolean()),
      /** Places in the list. */
      dependencies: z.optional(z.array(z.number())),
    }),
  ),
});

type Audited = z.infer<typeof audit>['packages'][number];

function isOwn({ root, source }: Audited): boolean {
  return root === true || source === 'local';
}

/** Source: "Cargo.toml vs Cargo.lock" (Cargo book). What has no source is the project's own. */
export const cargoLock: PackageFormat = {
  ecosystem: 'crates.io',
  channel: 'lockfile',
  manifest: cargoToml,
  describes: (path) => /(?:^|\/)Cargo\.lock$/.test(path) && !isVendored(path),

  read: (text) => mapKnown(parsedAs(lock, parseToml, text), lockedIn),
};

const crate = z.object({
  name: z.string(),
  version: z.string(),
  source: z.optional(z.string()),
  dependencies: z.optional(z.array(z.string())),
});

/** The project stood at the root before it became a package among others. */
const lock = z.object({ package: z.optional(z.array(crate)), root: z.optional(crate) });

/** Others name it as shortly as leaves no doubt: by its name, its version too, or its source too. */
function lockedIn({ package: all = [], root }: z.infer<typeof lock>): readonly NamedVersion[] {
  const own = [...(root ? [root] : []), ...all.filter(({ source }) => source === undefined)];
  const top = new Set(own.flatMap(({ dependencies = [] }) => dependencies));

  return all.flatMap(({ name, version, source, dependencies = [] }) => {
    const keys = [name, `${name} ${version}`, `${name} ${version} (${source})`];
    const requires = dependencies.slice(0, MOST_REQUIRED);
    const isTopLevel = keys.some((key) => top.has(key));

    return source === undefined ? [] : [{ name, version, keys, requires, isTopLevel }];
  });
}
