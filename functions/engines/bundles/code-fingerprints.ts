import { compareTexts } from '../../core/compare-texts.ts';
import { MOST_NODES, type Program, TooManyNodes, treeOf } from '../javascript/index.ts';
import type { Alternative } from '../packages/index.ts';
import { collectFeatures, collectFeaturesOfText } from './code-features.ts';
import type { Detection, PackageMatch } from './detection.ts';
import type { Fingerprints, PackageFingerprint } from './fingerprint.ts';
import type { OnFeature } from './function-tokens.ts';
import { type FingerprintMatch, matchFingerprint } from './match-fingerprint.ts';
import type { ReleaseMatch } from './release-matches.ts';
import { RetentionModel } from './retention-model.ts';
import type { SeenFeatures } from './seen-features.ts';
import { versionIn } from './version-text.ts';

/**
 * What the code of a bundle looks like, as far as it can be parsed, and why not all of it.
 *
 * @param texts the bundle, or the modules that it was made from.
 */
export function fingerprintDetection(
  texts: readonly string[],
  fingerprints: Fingerprints,
  mostNodes = MOST_NODES,
): { readonly detection: Detection; readonly unparsed?: string } {
  const reasons: string[] = [];
  const seen = featuresSeen(texts, mostNodes, (error) => reasons.push(whyUnparsed(error)));
  const matches = matchFeatures(seen, fingerprints).flatMap(matchesOf);
  const [unparsed] = reasons;

  return {
    detection: { by: 'fingerprint', matches, whole: false },
    ...(unparsed !== undefined && { unparsed }),
  };
}

/** Of each copy. */
export function matchesOf({
  name,
  releases,
  alternatives,
}: FingerprintMatch): readonly PackageMatch[] {
  return releases.map(({ version, certainty, candidates }) => ({
    name,
    version,
    ...(certainty !== 'exact' && { certainty, candidates }),
    ...(alternatives && { alternatives }),
  }));
}

/** The packages whose code is in a bundle, by what bundlers and minifiers leave of it. */
export function matchFeatures(
  seen: SeenFeatures,
  { packages }: Fingerprints,
): readonly FingerprintMatch[] {
  const likely = packages
    .map((fingerprint, at) => ({ fingerprint, at, match: matchFingerprint(fingerprint, seen) }))
    .flatMap(({ match, ...rest }) => (match ? [{ ...rest, match }] : []))
    .toSorted((a, b) => b.match.rank - a.match.rank);
  const bundle = new RetentionModel();
  for (const { match } of likely) bundle.include(match.retention);
  const found = new Map<number, FingerprintMatch>();
  const joined = new Set<number>();

  // What a package is made of is no trace of another one that shares code with it.
  for (const one of likely) {
    if (joined.has(one.at)) continue;

    const twins = packages.flatMap((_, other) =>
      other !== one.at && areTwins(packages, one.at, other) ? [other] : [],
    );
    const rivals = likely.filter((other) => twins.includes(other.at));
    const alike = rivals.filter((rival) => isUndecided(rival.match, one.match));
    if (alike.length > 0) {
      for (const { at } of alike) joined.add(at);
      found.set(one.at, oneOf([one, ...alike], seen, bundle));
      continue;
    }
    if (rivals.some((rival) => isPreferred(rival, one))) continue;

    const match = matchFingerprint(one.fingerprint, seen, (other) => found.has(other), bundle);
    const mayBeTwin = twins.length > 0 && rivals.length === 0 && hidesItself(one.match);
    const others = mayBeTwin ? twins.flatMap((other) => packages[other] ?? []) : [];
    if (match) found.set(one.at, others.length > 0 ? orItsTwin(match, others) : match);
  }

  return [...found.values()];
}

interface Likely {
  readonly fingerprint: PackageFingerprint;
  readonly at: number;
  readonly match: FingerprintMatch;
}

/** Of two that share code: of which far more is there; else the one that shows what the other one has not. */
function isPreferred(one: Likely, other: Likely): boolean {
  if (isFarMore(one.match, other.match)) return one.match.rank > other.match.rank;

  return one.match.distinct > other.match.distinct;
}

/** Where neither shows what the other one has not, the bundle does not show which one's code it is. */
function isUndecided(one: FingerprintMatch, other: FingerprintMatch): boolean {
  const isAlike = ![one, other].some(showsItself);
  const isLittle = [one, other].every(({ share }) => share < WHOLE_SHARE);

  return isAlike && (isLittle || !isFarMore(one, other));
}

function isFarMore(one: FingerprintMatch, other: FingerprintMatch): boolean {
  const [least = 0, most = 0] = [one.rank, other.rank].toSorted((a, b) => a - b);

  return most > least * FAR_MORE;
}

const WHOLE_SHARE = 0.5;
const FAR_MORE = 4;

function showsItself({ distinct }: FingerprintMatch): boolean {
  return distinct >= 0.1;
}

/** Whether what it alone has should be there, and is not. */
function hidesItself(match: FingerprintMatch): boolean {
  return match.distinct >= 0 && !showsItself(match);
}

/** Several packages that are the same code, as one of them: the first by name, for a steady order. */
function oneOf(
  some: readonly Likely[],
  seen: SeenFeatures,
  bundle: RetentionModel,
): FingerprintMatch {
  const [first, ...others] = some
    .map(
      ({ fingerprint, match }) => matchFingerprint(fingerprint, seen, undefined, bundle) ?? match,
    )
    .toSorted((a, b) => compareTexts(a.name, b.name));
  if (!first) throw new Error('of no package, none is the first');

  return unsure(
    first,
    others.map(({ name, releases }) => ({
      name,
      versions: [...new Set(releases.flatMap(versionsOf))],
    })),
  );
}

/** The version is right, the name may be another one's. */
function orItsTwin(
  match: FingerprintMatch,
  twins: readonly PackageFingerprint[],
): FingerprintMatch {
  const versions = [...new Set(match.releases.flatMap(versionsOf))];
  const alternatives = twins.map(({ name, releases }) => ({
    name,
    versions: versions.filter((version) => releases.includes(version)),
  }));

  return unsure(
    match,
    alternatives.filter((one) => one.versions.length > 0),
  );
}

function unsure(match: FingerprintMatch, alternatives: readonly Alternative[]): FingerprintMatch {
  const releases = match.releases.map((one) => ({
    version: one.version,
    certainty: 'possible' as const,
    candidates: versionsOf(one),
  }));

  return { ...match, releases, ...(alternatives.length > 0 && { alternatives }) };
}

function versionsOf({ version, certainty, candidates }: ReleaseMatch): readonly string[] {
  return certainty === 'exact' ? [version] : candidates;
}

/** Whether it is the same code under another name, as lodash-es is of lodash. */
function areTwins(packages: readonly PackageFingerprint[], one: number, other: number): boolean {
  return shareOf(packages, one, other) > TWINS_SHARE || shareOf(packages, other, one) > TWINS_SHARE;
}

function shareOf(packages: readonly PackageFingerprint[], one: number, other: number): number {
  const { shared = [] } = packages[one] ?? {};

  return shared.filter((each) => each === other).length / Math.max(1, shared.length);
}

const TWINS_SHARE = 0.6;

/** @throws the parser's SyntaxError; RangeError when the code is nested too deeply for the stack. */
export function featuresSeen(
  texts: readonly string[],
  mostNodes = MOST_NODES,
  onUnparsed: (error: unknown) => void = rethrow,
): SeenFeatures {
  const hashes = new Set<number>();
  const long = new Set<number>();
  const versions = new Set<string>();

  for (const text of texts) {
    const onFeature: OnFeature = (kind, hash, content) => {
      hashes.add(hash);
      if (content.length >= LONG) long.add(hash);
      const version = kind === 'text' ? versionIn(content) : undefined;
      if (version !== undefined) versions.add(version);
    };

    try {
      const tree = treeUnlessTooLarge(text, mostNodes);
      if (tree) collectFeatures(tree, onFeature);
      else collectFeaturesOfText(text, onFeature, mostNodes);
    } catch (error) {
      onUnparsed(error);
    }
  }

  return { hashes, long, versions };
}

/** Characters. */
const LONG = 40;

function rethrow(error: unknown): never {
  throw error;
}

/** The search for weaknesses uses the same tree. */
function treeUnlessTooLarge(text: string, mostNodes: number): Program | undefined {
  try {
    return treeOf(text, mostNodes).program;
  } catch (error) {
    if (error instanceof TooManyNodes) return undefined;
    throw error;
  }
}

/** @throws what is no fault of the code. */
function whyUnparsed(error: unknown): string {
  if (error instanceof SyntaxError) return 'its code cannot be parsed';
  if (error instanceof RangeError) return 'its code is nested too deeply';
  if (error instanceof TooManyNodes) return `its code is too much to analyse: ${error.message}`;
  throw error;
}
