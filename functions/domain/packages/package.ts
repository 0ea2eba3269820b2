import { PackageURL } from 'packageurl-js';
import * as z from 'zod/mini';

/** Named as OSV names them. */
export const ecosystems = ['npm', 'PyPI'] as const;
export type Ecosystem = (typeof ecosystems)[number];

/** One installed copy of a package. */
export interface Package {
  readonly ecosystem: Ecosystem;
  /** With its scope, if any; one from PyPI is normalised as PEP 503 says. */
  readonly name: string;
  readonly version: string;
  /** Package URL with the version: the same for all copies. */
  readonly purl: string;
  /** The file in the archive that says so. */
  readonly path: string;
  /** Of one inside a bundle. Absent where an installer's metadata names it. */
  readonly recognition?: Recognition | undefined;
}

/** How a package without metadata was recognised, and how far its version can be trusted. */
export interface Recognition {
  readonly by: (typeof channels)[number];
  readonly certainty: (typeof certainties)[number];
  /** Every version that it may be, its own among them. Only of one that is not exact. */
  readonly candidates?: readonly string[] | undefined;
}

/** In order of trust. */
const channels = [
  'bill of materials',
  'bundler metafile',
  'source map',
  'path comment',
  'embedded manifest',
  'content signature',
  'fingerprint',
] as const;

const certainties = ['exact', 'approximate', 'possible'] as const;

/** Reads a package back from storage. */
export const packageSchema = z.object({
  ecosystem: z.enum(ecosystems),
  name: z.string(),
  version: z.string(),
  purl: z.string(),
  path: z.string(),
  recognition: z.optional(
    z.object({
      by: z.enum(channels),
      certainty: z.enum(certainties),
      candidates: z.optional(z.array(z.string())),
    }),
  ),
});

export interface Identity {
  readonly ecosystem: Ecosystem;
  readonly name: string;
  readonly version: string;
}

/** Characters. */
export const LONGEST_VERSION = 128;

/** @throws InvalidIdentity for a name or version that no package of the ecosystem can have. */
export function packageOf({ ecosystem, name, version }: Identity, path: string): Package {
  if (name.length > 214 || !namePatterns[ecosystem].test(name)) {
    throw new InvalidIdentity(`${quoted(name)} is no name of a package on ${ecosystem}`);
  }
  if (version.length > LONGEST_VERSION || !/^[0-9A-Za-z][\w.+!~-]*$/.test(version)) {
    throw new InvalidIdentity(`${quoted(version)} is no version`);
  }

  const normalised = normalisedName(ecosystem, name);
  const purl = purlOf({ ecosystem, name: normalised, version });

  return { ecosystem, name: normalised, version, purl, path };
}

export class InvalidIdentity extends Error {
  override readonly name = 'InvalidIdentity';
}

/** Equal for names that the ecosystem takes for one. Source: PEP 503. */
export function normalisedName(ecosystem: Ecosystem, name: string): string {
  return ecosystem === 'PyPI' ? name.toLowerCase().replaceAll(/[-_.]+/g, '-') : name;
}

/** What is in none of them: blanks, quotes, and whatever else a shell or a path would act upon. */
const namePatterns: Readonly<Record<Ecosystem, RegExp>> = {
  npm: /^(?:@[\w~-][\w.~-]*\/)?[\w~-][\w.~-]*$/,
  PyPI: /^[0-9A-Za-z](?:[\w.-]*[0-9A-Za-z])?$/,
};

function purlOf({ ecosystem, name, version }: Identity): string {
  const [base = name, scope] = name.split('/').reverse();
  const purl = new PackageURL(ecosystem.toLowerCase(), scope, base, version);

  // The library lowers every npm name, but JSONStream and jsonstream are two packages.
  purl.name = base;
  return purl.toString();
}

function quoted(text: string): string {
  return JSON.stringify(text.slice(0, 80));
}
