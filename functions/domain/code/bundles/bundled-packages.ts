import {
  InvalidIdentity,
  type Package,
  type PackageEvidence,
  packageOf,
} from '../../packages/package.ts';
import {
  type BundleDocument,
  bundleDocument,
  documentFor,
  isDocumentPath,
} from './bundle-documents.ts';
import { looksBundled } from './looks-bundled.ts';
import { pathComments } from './path-comments.ts';
import type { Testimony } from './sighting.ts';
import {
  inlineSourceMap,
  originalModules,
  sourceMapReference,
  sourceMapTestimony,
} from './source-map.ts';

/** Packages that bundlers have put into files of other names. */
export interface BundledPackages {
  readonly packages: readonly Package[];
  /** Bundles in which there may be more, and what could not be told of them. */
  readonly untold: readonly { readonly path: string; readonly reason: string }[];
  /** Paths of bundles in which nothing was recognised: what they hold is not known at all. */
  readonly unidentified: readonly string[];
}

interface File {
  readonly path: string;
  readonly text: string;
}

/** Whether the file must be read to know what is in the bundles beside it. */
export function isBundleCompanion(path: string): boolean {
  return !isInstalled(path) && (isDocumentPath(path) || isSourceMap(path));
}

export function isSourceMap(path: string): boolean {
  return /\.[cm]?js\.map$/.test(path);
}

/** @param files scripts that are nobody's installed package, with all their companions. */
export function bundledPackages(files: readonly File[]): BundledPackages {
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  const documents = files
    .filter(({ path }) => isDocumentPath(path))
    .map(({ path, text }) => bundleDocument(path, text))
    .filter((document) => document !== undefined);
  const bundles = files
    .filter(({ path }) => /\.[cm]?js$/.test(path))
    .map((file) => identify(file, texts, documents));

  return {
    packages: bundles.flatMap(({ packages }) => packages),
    untold: bundles.flatMap(({ untold }) => untold),
    unidentified: bundles.flatMap(({ unidentified }) => unidentified),
  };
}

function identify(
  file: File,
  texts: ReadonlyMap<string, string>,
  documents: readonly BundleDocument[],
): BundledPackages {
  const testimonies = testimoniesOf(file, texts, documents);
  const isWhole = testimonies.some(({ whole }) => whole);
  const named = namedPackages(testimonies, file.path);

  if (named.packages.length > 0 || named.versionless.length > 0 || isWhole) {
    const reasons = [
      ...(named.versionless.length > 0 ? [versionlessReason(named.versionless)] : []),
      ...(isWhole ? [] : ['there may be more in it than was recognised']),
    ];
    const untold = reasons.map((reason) => ({ path: file.path, reason }));
    return { packages: named.packages, untold, unidentified: [] };
  }

  if (!looksBundled(file.text)) return { packages: [], untold: [], unidentified: [] };

  const reason = 'a bundle in which no package was recognised';
  return { packages: [], untold: [{ path: file.path, reason }], unidentified: [file.path] };
}

/** In order of trust. What a document lists is all there is to it. */
function testimoniesOf(
  { path, text }: File,
  texts: ReadonlyMap<string, string>,
  documents: readonly BundleDocument[],
): readonly Testimony[] {
  const document = documentFor(path, documents)?.testimonyOf(path);
  if (document?.sightings.every(({ version }) => version !== undefined)) return [document];

  const map = mapOf(path, text, texts);
  const modules = map === undefined ? undefined : originalModules(map);
  return [
    ...(document ? [document] : []),
    ...(modules ? [sourceMapTestimony(modules)] : []),
    pathComments(text),
  ];
}

function mapOf(path: string, text: string, texts: ReadonlyMap<string, string>) {
  const reference = sourceMapReference(text);
  const inline = reference === undefined ? undefined : inlineSourceMap(reference);
  const folder = path.slice(0, path.lastIndexOf('/') + 1);

  return inline ?? texts.get(`${folder}${reference}`) ?? texts.get(`${path}.map`);
}

/** Of a name, the versions from whoever is trusted most of those who name any. */
function namedPackages(testimonies: readonly Testimony[], path: string) {
  const packages = new Map<string, Package>();
  const versionless = new Set<string>();

  for (const { by, sightings } of testimonies) {
    const settled = new Set([...packages.values()].map(({ name }) => name));

    for (const { name, version } of sightings) {
      if (settled.has(name)) continue;

      const found =
        version === undefined ? undefined : packageAt(name, version, { channel: by, path });
      if (found) {
        packages.set(found.purl, found);
        versionless.delete(name);
      } else if (![...packages.values()].some((each) => each.name === name)) versionless.add(name);
    }
  }

  return { packages: [...packages.values()], versionless: [...versionless] };
}

/** Undefined for what no registry could hold: then there is nothing to ask about it. */
function packageAt(name: string, version: string, evidence: PackageEvidence): Package | undefined {
  try {
    return packageOf({ ecosystem: 'npm', name, version }, evidence);
  } catch (error) {
    if (error instanceof InvalidIdentity) return undefined;
    throw error;
  }
}

function versionlessReason(names: readonly string[]): string {
  const [few, more] = [names.slice(0, 3).join(', '), names.length - 3];
  const which = more > 0 ? `${few} and ${more} more` : few;

  return `${which} in it, of a version that cannot be told`;
}

function isInstalled(path: string): boolean {
  return /(?:^|\/)node_modules\//.test(path);
}
