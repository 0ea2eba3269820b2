import { TooManyNodes } from '../javascript/lean-parser.ts';
import { MOST_NODES, treeOf } from '../javascript/parse.ts';
import type { Program } from '../javascript/syntax.ts';
import { collectFeatures, collectFeaturesOfText } from './code-features.ts';
import type { Fingerprints, PackageFingerprint } from './fingerprint.ts';
import type { OnFeature } from './function-tokens.ts';
import { type FingerprintMatch, matchFingerprint } from './match-fingerprint.ts';
import type { SeenFeatures } from './seen-features.ts';
import type { Sighting, Testimony } from './sighting.ts';
import { Survival } from './survival.ts';
import { versionIn } from './version-text.ts';

/**
 * What the code of a bundle looks like, as far as it can be parsed, and why not all of it.
 *
 * @param texts the bundle, or the modules that it was made from.
 */
export function fingerprintTestimony(
  texts: readonly string[],
  fingerprints: Fingerprints,
  mostNodes = MOST_NODES,
): { readonly testimony: Testimony; readonly unparsed?: string } {
  const reasons: string[] = [];
  const seen = featuresSeen(texts, mostNodes, (error) => reasons.push(whyUnparsed(error)));
  const sightings = matchFeatures(seen, fingerprints).flatMap(sightingsOf);
  const [unparsed] = reasons;

  return {
    testimony: { by: 'fingerprint', sightings, whole: false },
    ...(unparsed !== undefined && { unparsed }),
  };
}

/** Of each copy. */
export function sightingsOf({ name, told }: FingerprintMatch): readonly Sighting[] {
  return told.map(({ version, certainty, candidates }) =>
    certainty === 'exact' ? { name, version } : { name, version, certainty, candidates },
  );
}

/** The packages whose code is in a bundle, by what of it survives bundlers and minifiers. */
export function matchFeatures(
  seen: SeenFeatures,
  { packages }: Fingerprints,
): readonly FingerprintMatch[] {
  const likely = packages
    .map((fingerprint, at) => ({ fingerprint, at, match: matchFingerprint(fingerprint, seen) }))
    .flatMap(({ match, ...rest }) => (match ? [{ ...rest, match }] : []))
    .toSorted((a, b) => b.match.rank - a.match.rank);
  const bundle = new Survival();
  for (const { match } of likely) bundle.include(match.survival);
  const found = new Map<number, FingerprintMatch>();

  // What a package is made of is no trace of another one that shares code with it.
  for (const { fingerprint, at, match: first } of likely) {
    const twins = packages.flatMap((_, other) =>
      other !== at && areTwins(packages, at, other) ? [other] : [],
    );
    const rivals = likely.filter((other) => twins.includes(other.at));
    const isUnsure = rivals.some((rival) => isUndecided(rival.match, first));
    if (!isUnsure && rivals.some((rival) => isPreferred(rival, { fingerprint, match: first }))) {
      continue;
    }

    const isFound = isUnsure ? undefined : (other: number) => found.has(other);
    const match = matchFingerprint(fingerprint, seen, isFound, bundle);
    const mayBeTwin = isUnsure || (twins.length > 0 && rivals.length === 0 && hidesItself(first));
    if (match) found.set(at, mayBeTwin ? orItsTwin(match) : match);
  }

  return [...found.values()];
}

interface Likely {
  readonly fingerprint: PackageFingerprint;
  readonly match: FingerprintMatch;
}

/**
 * Of two that are the same code: of which far more is there; else who shows what the other one has
 * not. When neither does, it is not the one that has more to show.
 */
function isPreferred(one: Likely, other: Likely): boolean {
  const [most, least] = [one, other].map(({ match }) => match.rank).toSorted((a, b) => b - a);
  if ((most ?? 0) > (least ?? 0) * FAR_MORE) return one.match.rank === most;
  if (showsItself(one.match) || showsItself(other.match)) {
    return one.match.distinct > other.match.distinct;
  }
  return one.fingerprint.hashes.length < other.fingerprint.hashes.length;
}

/** Of a few functions that both have, nobody can tell which one's they are. */
function isUndecided(one: FingerprintMatch, other: FingerprintMatch): boolean {
  return [one, other].every((match) => !showsItself(match) && match.share < WHOLE_SHARE);
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

/** The version is right, the name may be the other one's. */
function orItsTwin(match: FingerprintMatch): FingerprintMatch {
  const told = match.told.map(({ version, certainty, candidates }) => ({
    version,
    certainty: 'possible' as const,
    candidates: certainty === 'exact' ? [version] : candidates,
  }));

  return { ...match, told };
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

/** Who looks for weaknesses will want the same tree. */
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
