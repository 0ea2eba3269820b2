import { parse as parseToml } from 'smol-toml';
import * as z from 'zod/mini';
import { isVendored, mapKnown, type PackageFormat, parsedAs } from './package-format.ts';

/** The section of a program into which cargo-auditable writes what it was built from. */
export const AUDIT_SECTION = '.dep-v0';

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
    mapKnown(parsedAs(audit, JSON.parse, text), (data) =>
      data.packages.filter(({ kind, root, source }) => {
        return kind !== 'build' && !root && source !== 'local';
      }),
    ),
};

const audit = z.object({
  packages: z.array(
    z.object({
      name: z.string(),
      version: z.string(),
      source: z.optional(z.string()),
      kind: z.optional(z.string()),
      root: z.optional(z.boolean()),
    }),
  ),
});

/** Source: "Cargo.toml vs Cargo.lock" (Cargo book). What has no source is the project's own. */
export const cargoLock: PackageFormat = {
  ecosystem: 'crates.io',
  channel: 'lockfile',
  describes: (path) => /(?:^|\/)Cargo\.lock$/.test(path) && !isVendored(path),

  read: (text) =>
    mapKnown(parsedAs(lock, parseToml, text), (data) =>
      (data.package ?? []).filter(({ source }) => source !== undefined),
    ),
};

const lock = z.object({
  package: z.optional(
    z.array(z.object({ name: z.string(), version: z.string(), source: z.optional(z.string()) })),
  ),
});
