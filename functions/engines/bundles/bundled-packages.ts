import {
  InvalidIdentity,
  type Package,
  type PackageEvidence,
  packageOf,
} from '../packages/index.ts';
import {
  type BundleDocument,
  bundleDocument,
  documentFor,
  isDocumentPath,
} from './bundle-documents.ts';
import { fingerprintDetection } from './code-fingerprints.ts';
import { contentSignatures } from './content-signatures.ts';
import type { Detection, PackageMatch } from './detection.ts';
import { embeddedManifests } from './embedded-manifests.ts';
import { evaluatedModules } from './evaluated-modules.ts';
import type { Fingerprints } from './fingerprint.ts';
import { libraryBanners } from './library-banners.ts';
import { libraryFile, libraryFileDetection } from './library-files.ts';
import { looksBundled } from './looks-bundled.ts';
import { packageOfModule } from './module-path.ts';
import { pathComments } from './path-comments.ts';
import {
  inlineSourceMap,
  isFormerBundle,
  type OriginalModule,
  originalModules,
  sourceMapDetection,
  sourceMapReference,
} from './source-map.ts';

/** Packages that bundlers have put into files of other names. */
export interface BundledPackages {
  readonly packages: readonly Package[];
  /** Bundles in which there may be more, and what is not known of them. */
  readonly gaps: readonly { readonly path: string; readonly reason: string }[];
  /** Paths of bundles in which nothing was recognised: what they hold is not known at all. */
  readonly unidentified: readonly string[];
}

interface File {
  readonly path: string;
  readonly text: string;
}

/** Whether the file must be read to know what is in the bundles beside it. */
export function isBundleCompanion(path: string): boolean {
  return !isInstalled(path) && (isDocumentPath(path) || isSourceMap(path) || isLicences(path));
}

export function isSourceMap(path: string): boolean {
  return /\.[cm]?js\.map$/.test(path);
}

/** Where webpack puts the comments that minifiers would keep. */
function isLicences(path: string): boolean {
  return /\.[cm]?js\.LICENSE\.txt$/.test(path);
}

/** @param files scripts that belong to no installed package, with all their companions. */
export function bundledPackages(
  files: readonly File[],
  fingerprints: () => Fingerprints,
): BundledPackages {
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  const documents = files
    .filter(({ path }) => isDocumentPath(path))
    .map(({ path, text }) => bundleDocument(path, text))
    .filter((document) => document !== undefined);
  const bundles = files
    .filter(({ path }) => /\.[cm]?js$/.test(path))
    .map((file) => identify(file, { texts, documents, fingerprints }));

  return {
    packages: bundles.flatMap(({ packages }) => packages),
    gaps: bundles.flatMap(({ gaps }) => gaps),
    unidentified: bundles.flatMap(({ unidentified }) => unidentified),
  };
}

interface Surroundings {
  readonly texts: ReadonlyMap<string, string>;
  readonly documents: readonly BundleDocument[];
  readonly fingerprints: () => Fingerprints;
}

function identify(file: File, surroundings: Surroundings): BundledPackages {
  const { detections, unparsed } = detectionsOf(file, surroundings);
  const isWhole = detections.some(({ whole }) => whole);
  const { packages, versionless } = namedPackages(detections, file.path);
  // What is merely like a package may be a copy of it, and is no bundle.
  const isLabelled = detections.some(
    ({ by, matches }) => by === 'path comment' && matches.length > 0,
  );
  const isBundle = isLabelled || looksBundled(file.text);
  const isUnidentified = isBundle && !isWhole && packages.length + versionless.length === 0;

  const reasons = [
    versionless.length > 0 ? versionlessReason(versionless) : undefined,
    isUnidentified ? 'a bundle in which no package was recognised' : undefined,
    isBundle && !isWhole && !isUnidentified
      ? 'there may be more in it than was recognised'
      : undefined,
    isBundle ? unparsed : undefined,
  ];

  return {
    packages,
    gaps: reasons
      .filter((reason) => reason !== undefined)
      .map((reason) => ({ path: file.path, reason })),
    unidentified: isUnidentified ? [file.path] : [],
  };
}

/** In order of trust. A list of the whole bundle with all versions is used alone. */
function detectionsOf(
  { path, text }: File,
  { texts, documents, fingerprints }: Surroundings,
): { readonly detections: readonly Detection[]; readonly unparsed?: string | undefined } {
  const labels = pathComments(text);
  const document = agreeing(documentFor(path, documents)?.detectionIn(path), labels);
  const isBill = document?.by === 'bill of materials';
  if (document && !isBill && namesAll(document) && isComplete([document])) {
    return { detections: [document] };
  }

  const map = mapOf(path, text, texts);
  const modules = map === undefined ? [] : (originalModules(map) ?? []);
  const former = modules.filter(isFormerBundle).map(({ text = '' }) => pathComments(text));
  const stated = [
    ...(document ? [document] : []),
    ...(modules.length > 0 ? [sourceMapDetection(modules, path)] : []),
    labels,
    ...former.map((each) => (former.length === 1 ? each : { ...each, whole: false })),
  ];
  // A list without any package may be about another file.
  const isWhole = stated.some(namesAll);
  // A bill is a claim: it is checked against the code.
  const isEnough = !isBill && isComplete(stated) && (isWhole || !looksBundled(text));
  if (isEnough || text.length < SHORTEST) return { detections: stated };

  const banners = libraryBanners(text, texts.get(`${path}.LICENSE.txt`));
  const signatures = contentSignatures(text);
  const library = asLibrary(path, [banners, signatures]);
  if (library.some(namesAll) && isComplete([...stated, ...library])) {
    return { detections: [...stated, ...library] };
  }

  // Of what a whole list does not name, a likeness is a chance one.
  const names = new Set(stated.flatMap(({ matches }) => matches.map(({ name }) => name)));
  const isListed = (name: string) => names.has(name);
  const data = fingerprints();
  const { detection, unparsed } = likeness(text, modules, data);
  const likely = [
    doubted(embeddedManifests(text), detection, data),
    doubted(banners, detection, data),
    signatures,
    detection,
    libraryFileDetection(path, text),
  ].map((each) => ({
    ...each,
    matches: each.matches.filter((one) => !isWhole || isBill || namesOf(one).some(isListed)),
  }));
  const isContradicted = isBill
    ? likely.some(({ matches }) => matches.some((one) => !namesOf(one).some(isListed)))
    : !isWhole && likely.some(({ matches }) => matches.length > 0);
  const believed = isContradicted ? stated.map((each) => ({ ...each, whole: false })) : stated;
  return { detections: [...believed, ...likely], unparsed };
}

function namesAll({ whole, matches }: Detection): boolean {
  return whole && matches.length > 0;
}

/** What lacks a package that is labelled is no list of the whole. */
function agreeing(document: Detection | undefined, labels: Detection): Detection | undefined {
  if (!document) return undefined;

  const names = new Set(document.matches.map(({ name }) => name));
  const isWhole = document.whole && labels.matches.every(({ name }) => names.has(name));

  return { ...document, whole: isWhole };
}

/** What was no JavaScript before it was bundled is so by now. */
function likeness(text: string, modules: readonly OriginalModule[], fingerprints: Fingerprints) {
  const code = codeOf(text, modules);
  const seen = fingerprintDetection(code, fingerprints);

  return seen.unparsed !== undefined && !code.includes(text)
    ? fingerprintDetection([text], fingerprints)
    : seen;
}

/** As it was before, where all of that is known; texts to be evaluated are code as well. */
function codeOf(text: string, modules: readonly OriginalModule[]): readonly string[] {
  const known = modules.filter((module) => packageOfModule(module.path) || isFormerBundle(module));
  const originals = known.flatMap((module) => scriptOf(module) ?? []);
  const isWhole = originals.length > 0 && originals.length === known.length;

  return isWhole ? originals : [text, ...evaluatedModules(text)];
}

/** Data are written into bundles as well. */
function scriptOf({ path, text }: OriginalModule): string | undefined {
  return text !== undefined && path.endsWith('.json') ? `(${text})` : text;
}

/** Of a file that is named for the library which it says that it is, that is all. */
function asLibrary(path: string, says: readonly Detection[]): readonly Detection[] {
  const name = libraryFile(path)?.name;
  const whole = says.some(({ matches: [first] }) => first !== undefined && first.name === name);

  return says.map((each) => ({ ...each, whole }));
}

/**
 * Some packages are published with the manifest of another version in them: then it may be either,
 * unless the code looks like one of the two alone.
 */
function doubted(manifests: Detection, seen: Detection, data: Fingerprints): Detection {
  const matches = manifests.matches.map((match) => {
    const { name, version } = match;
    if (version === undefined) return match;

    const named = [...new Set([version, ...misnamedAs(version, name, data)])];
    const likely = seen.matches
      .filter(({ certainty }) => certainty !== 'approximate')
      .flatMap((each) => versionsOf(each, name));
    const both = named.filter((each) => likely.includes(each));
    const candidates = both.length > 0 ? both : [...new Set([...named, ...likely])];
    const [only = version] = candidates;

    return candidates.length === 1
      ? { name, version: only }
      : { name, version: only, certainty: 'possible' as const, candidates };
  });

  return { ...manifests, matches };
}

/** Of one that it is, or may be. */
function versionsOf(match: PackageMatch, name: string): readonly string[] {
  const { version, candidates, alternatives = [] } = match;
  if (match.name === name) return candidates ?? (version === undefined ? [] : [version]);

  return alternatives.find((other) => other.name === name)?.versions ?? [];
}

/** All that it may be. */
function namesOf({ name, alternatives = [] }: PackageMatch): readonly string[] {
  return [name, ...alternatives.map((other) => other.name)];
}

/** The releases that have a manifest of this version in them, though they are others. */
function misnamedAs(version: string, name: string, { packages }: Fingerprints): readonly string[] {
  const own = packages.find((each) => each.name === name);

  return (own?.misnamed ?? []).flatMap(([place, named]) =>
    named === version ? (own?.releases[place] ?? []) : [],
  );
}

/** Characters: less than this is no bundle worth the while. */
const SHORTEST = 500;

function isComplete(detections: readonly Detection[]): boolean {
  const versioned = new Set(
    detections.flatMap(({ matches }) =>
      matches.flatMap(({ name, version }) => (version === undefined ? [] : [name])),
    ),
  );

  return (
    detections.some(({ whole }) => whole) &&
    detections.every(({ matches }) => matches.every(({ name }) => versioned.has(name)))
  );
}

function mapOf(path: string, text: string, texts: ReadonlyMap<string, string>) {
  const reference = sourceMapReference(text);
  const inline = reference === undefined ? undefined : inlineSourceMap(reference);
  const folder = path.slice(0, path.lastIndexOf('/') + 1);

  return inline ?? texts.get(`${folder}${reference}`) ?? texts.get(`${path}.map`);
}

/** Of a name, the versions from the most trusted detector that found any. */
function namedPackages(detections: readonly Detection[], path: string) {
  const packages = new Map<string, Package>();
  const versionless = new Set<string>();

  for (const { by, matches } of detections) {
    const identified = new Set([...packages.values()].map(({ name }) => name));

    for (const match of matches) {
      const { name } = match;
      // Of what may be one or the other, the one that is known is it.
      if (namesOf(match).some((each) => identified.has(each))) continue;

      const found = packageSeen(match, { channel: by, path });
      if (found) {
        packages.set(found.purl, found);
        versionless.delete(name);
      } else if (![...packages.values()].some((each) => each.name === name)) versionless.add(name);
    }
  }

  return { packages: [...packages.values()], versionless: [...versionless] };
}

/** Undefined for what no registry could hold: then there is nothing to ask about it. */
function packageSeen(
  { name, version, certainty = 'exact', candidates, alternatives }: PackageMatch,
  evidence: PackageEvidence,
): Package | undefined {
  if (version === undefined) return undefined;

  try {
    const found = packageOf({ ecosystem: 'npm', name, version }, evidence);
    return {
      ...found,
      certainty,
      ...(candidates && { candidates }),
      ...(alternatives && { alternatives }),
    };
  } catch (error) {
    if (error instanceof InvalidIdentity) return undefined;
    throw error;
  }
}

function versionlessReason(names: readonly string[]): string {
  const [few, more] = [names.slice(0, 3).join(', '), names.length - 3];
  const which = more > 0 ? `${few} and ${more} more` : few;

  return `${which} in it, of a version that is not known`;
}

function isInstalled(path: string): boolean {
  return /(?:^|\/)node_modules\//.test(path);
}
