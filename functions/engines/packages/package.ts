import { PackageURL } from 'packageurl-js';
import * as z from 'zod/mini';
import { holdsSecret } from '../secrets/index.ts';
import { type Ecosystem, ecosystems, purlTypes } from './ecosystem.ts';
import { type Installer, installers } from './installer.ts';
import type { FunctionMarks } from './programs/function-marks.ts';

/** How sure it is that the package is there at this version. */
const certainties = ['exact', 'approximate', 'possible'] as const;
export type Certainty = (typeof certainties)[number];

/** What a package was recognised by. */
const channels = [
  /** What an installer left beside the code, or in it. */
  'installed',
  /** What a compiler wrote into the program. */
  'build info',
  /** What was to be installed. */
  'lockfile',
  /** What stands beside a bundle, or within it, in order of trust. */
  'bill of materials',
  'bundler metafile',
  'source map',
  'path comment',
  'embedded manifest',
  'banner',
  'content signature',
  'fingerprint',
  'file name',
  /** What the code of an installed package says of its version, where its metadata is gone. */
  'version in code',
] as const;
export type Channel = (typeof channels)[number];

/** Another package that it may be instead. */
export interface Alternative {
  readonly name: string;
  /** All that it may be. */
  readonly versions: readonly string[];
}

/** One copy of a package in an archive. */
export interface Package {
  readonly ecosystem: Ecosystem;
  /**
   * With its scope, group or vendor, if any. One from PyPI is normalised; one from NuGet stands as
   * it was written, for OSV knows it by no other case.
   */
  readonly name: string;
  readonly version: string;
  /** Package URL with the version: the same for all copies. */
  readonly purl: string;
  readonly certainty: Certainty;
  /** Every version that it may be, its own among them; of one that is exact, none are named. */
  readonly candidates?: readonly string[] | undefined;
  /** Of code that packages share, those that it may be instead: lodash-es for lodash. It is one of them. */
  readonly alternatives?: readonly Alternative[] | undefined;
  readonly evidence: PackageEvidence;
  /** Undefined for the ecosystem's own, and where nothing shows which. */
  readonly installer?: Installer | undefined;
  /** Undefined for a top-level dependency, and where it is not known. */
  readonly requiredBy?: RequiredBy | undefined;
  /**
   * How the handler comes to it: the file that imports a package, and the packages from there on,
   * itself left out. Empty when nothing that the handler imports leads to it; undefined where
   * that is not known.
   */
  readonly importedBy?: readonly string[] | undefined;
  /**
   * Of one in a layer, the same of the functions that use the layer: of many, the first by ARN. It is
   * not stored with the layer, which does not change when they do.
   */
  readonly handlers?: readonly HandlerOfLayer[] | undefined;
  /** Of a module in a program, the functions that are there; undefined where they are not known. */
  readonly functionMarks?: FunctionMarks | undefined;
  /**
   * Purls of those that it requires and that are there; undefined where not known. For bills of
   * materials: it is not stored.
   */
  readonly requires?: readonly string[] | undefined;
}

/** A function that uses a layer. */
export interface HandlerOfLayer {
  readonly arn: string;
  /** How its handler comes to a package of the layer: see Package. */
  readonly importedBy?: readonly string[] | undefined;
}

export interface PackageEvidence {
  readonly channel: Channel;
  /** The file in the archive that says so; `!/` leads into an archive within it. */
  readonly path: string;
}

/** How a transitive dependency came to be there. */
export interface RequiredBy {
  /**
   * The shortest way to it, as `name@version`: from a top-level dependency to the package that asks
   * for it. Of a very long one, the middle is left out.
   */
  readonly chain: readonly [string, ...string[]];
  /** Other top-level dependencies that lead to it, nearest first; of many, a few. */
  readonly others?: readonly string[] | undefined;
}

const requiredBySchema: z.ZodMiniType<RequiredBy> = z.object({
  chain: z.tuple([z.string()], z.string()),
  others: z.optional(z.array(z.string())),
});

/** Reads a package back from storage, or from the worker that found it. */
export const packageSchema = z.object({
  ecosystem: z.enum(ecosystems),
  name: z.string(),
  version: z.string(),
  purl: z.string(),
  certainty: z.enum(certainties),
  candidates: z.optional(z.array(z.string())),
  alternatives: z.optional(z.array(z.object({ name: z.string(), versions: z.array(z.string()) }))),
  evidence: z.object({ channel: z.enum(channels), path: z.string() }),
  installer: z.optional(z.enum(installers)),
  requiredBy: z.optional(requiredBySchema),
  importedBy: z.optional(z.array(z.string())),
  functionMarks: z.optional(z.array(z.number())),
  requires: z.optional(z.array(z.string())),
});

export interface Identity {
  readonly ecosystem: Ecosystem;
  readonly name: string;
  readonly version: string;
}

/** Characters. */
export const LONGEST_VERSION = 128;

/** As tools of most ecosystems write it. */
export function labelOf({ name, version }: Pick<Package, 'name' | 'version'>): string {
  return `${name}@${version}`;
}

/** Where there may be other ways to a package than those that were seen, none is called unused. */
export function withoutUnused({ importedBy, ...one }: Package): Package {
  return { ...one, ...(importedBy && importedBy.length > 0 && { importedBy }) };
}

/** Whether it lies where Node looks for packages: what is packed, or elsewhere, has other ways. */
export function isInstalledByNpm({ ecosystem, evidence }: Package): boolean {
  const { channel, path } = evidence;

  return (
    ecosystem === 'npm' &&
    channel === 'installed' &&
    path.includes('node_modules/') &&
    !path.includes('!/')
  );
}

/** @throws InvalidIdentity for a name or version that no package of the ecosystem can have. */
export function packageOf(
  { ecosystem, name, version }: Identity,
  evidence: PackageEvidence,
): Package {
  if (name.length > LONGEST_NAME || !namePatterns[ecosystem].test(name)) {
    throw new InvalidIdentity(`its name is no name of a package on ${ecosystem}`);
  }
  if (version.length > LONGEST_VERSION || !/^[0-9A-Za-z][\w.+!~-]*$/.test(version)) {
    throw new InvalidIdentity('its version is no version');
  }
  // Behind the numbers anything may stand, and it looks like what it is only by itself.
  if (holdsSecret(`${name} ${version.replace(/^[\d.]+[-+~_.]?/, '')}`)) {
    throw new InvalidIdentity('its name or version looks like a secret');
  }

  const canonicalName = ecosystem === 'NuGet' ? name : normalisedName(ecosystem, name);
  const purl = purlOf({ ecosystem, name: canonicalName, version });

  return { ecosystem, name: canonicalName, version, purl, certainty: 'exact', evidence };
}

/** A package at each version that it may be, and so each that it may be instead. */
export function candidatesOf(one: Package): readonly Package[] {
  const { candidates = [one.version], alternatives = [], evidence } = one;
  const all = [{ name: one.name, versions: candidates }, ...alternatives];

  return all.flatMap(({ name, versions }) =>
    versions.map((version) => packageOf({ ecosystem: one.ecosystem, name, version }, evidence)),
  );
}

/** For readers: `lodash`, or `lodash or lodash-es` of one that may be either. */
export function namesInWords({
  name,
  alternatives = [],
}: Pick<Package, 'name' | 'alternatives'>): string {
  return [name, ...alternatives.map((other) => other.name)].join(' or ');
}

/** What one of unsure version or name may be: `lodash 4.17.15 or 4.17.16, or lodash-es 4.17.15`. */
export function candidatesInWords({
  name,
  candidates,
  version,
  alternatives = [],
}: Package): string {
  const own = (candidates ?? [version]).join(' or ');
  if (alternatives.length === 0) return own;

  const all = alternatives.map((other) => `, or ${other.name} ${other.versions.join(' or ')}`);
  return `${name} ${own}${all.join('')}`;
}

export class InvalidIdentity extends Error {
  override readonly name = 'InvalidIdentity';
}

/** Equal for names that the ecosystem takes for one. Source: PEP 503, and the registries' rules. */
export function normalisedName(ecosystem: Ecosystem, name: string): string {
  if (ecosystem === 'PyPI') return name.toLowerCase().replaceAll(/[-_.]+/g, '-');
  if (ecosystem === 'NuGet' || ecosystem === 'Packagist') return name.toLowerCase();

  return name;
}

/** Characters: npm has the lowest limit, but paths of Go modules go beyond it. */
const LONGEST_NAME = 255;

/** What is in none of them: blanks, quotes, and whatever else a shell or a path would act upon. */
const namePatterns: Readonly<Record<Ecosystem, RegExp>> = {
  npm: /^(?=.{1,214}$)(?:@[\w~-][\w.~-]*\/)?[\w~-][\w.~-]*$/,
  PyPI: /^[0-9A-Za-z](?:[\w.-]*[0-9A-Za-z])?$/,
  Maven: /^[\w-][\w.-]*:[\w-][\w.-]*$/,
  Go: /^[\w~-][\w.~-]*(?:\/[\w~-][\w.~+-]*)*$/,
  NuGet: /^\w[\w.-]*$/,
  RubyGems: /^[\w-][\w.-]*$/,
  'crates.io': /^[0-9A-Za-z_][\w-]*$/,
  Packagist: /^[0-9A-Za-z][\w.-]*\/[0-9A-Za-z][\w.-]*$/,
};

function purlOf({ ecosystem, name, version }: Identity): string {
  const parts = name.split(ecosystem === 'Maven' ? ':' : '/');
  const base = parts.at(-1) ?? '';

  try {
    const purl = new PackageURL(purlTypes[ecosystem], parts.slice(0, -1).join('/'), base, version);

    // The library lowers names of npm, but JSONStream and jsonstream are two packages.
    purl.name = base;
    // It leaves these as they are, but the specification has them encoded.
    return purl.toString().replaceAll('+', '%2B').replaceAll('!', '%21');
  } catch (cause) {
    // Its own rules, such as that for versions of Go, fail in ways of their own.
    throw new InvalidIdentity('its name and version cannot be written as a package URL', { cause });
  }
}
