import type { Certainty } from '../../packages/package.ts';
import { type FeatureKind, featureKinds } from './feature-kinds.ts';
import type { PackageFingerprint } from './fingerprint.ts';

/** What was seen in a bundle. */
export interface SeenFeatures {
  readonly hashes: ReadonlySet<number>;
  /** Texts that look like a version. */
  readonly versions: ReadonlySet<string>;
}

export interface FingerprintMatch {
  readonly name: string;
  /** The likeliest. */
  readonly version: string;
  readonly certainty: Certainty;
  /** All versions that it may be, where that is not exact. */
  readonly candidates: readonly string[];
  /** Of two packages that share code, the one that ranks higher is the one. */
  readonly rank: number;
  /** How much was seen of what it alone has and what minifiers leave alone: from 0 to 1, and -1 of one that has nothing of its own. */
  readonly distinct: number;
  /** How much was seen of all that is known of it: from 0 to 1. */
  readonly share: number;
}

/**
 * @param isFound whether another package, by its index, is in the bundle already: what the two share
 * is then no trace of this one.
 * @returns undefined when the package is not in the bundle, or too little of it.
 */
export function matchFingerprint(
  fingerprint: PackageFingerprint,
  seen: SeenFeatures,
  isFound: (other: number) => boolean = () => false,
): FingerprintMatch | undefined {
  const features = featuresOf(fingerprint, seen, isFound);
  const loaded = ofLoadedFiles(features);
  const rank = recognised(loaded, features, fingerprint.versions.length);
  if (rank === undefined) return undefined;

  return {
    name: fingerprint.name,
    ...versionOf(fingerprint, loaded, seen),
    rank,
    distinct: distinctShare(loaded, fingerprint.versions.length),
    share: features.filter(({ isSeen }) => isSeen).length / features.length,
  };
}

interface JudgedFeature {
  readonly kind: FeatureKind;
  readonly mask: number;
  readonly file: number;
  readonly isSeen: boolean;
  readonly isShared: boolean;
}

function featuresOf(
  { hashes, kinds, masks, files, shared }: PackageFingerprint,
  seen: SeenFeatures,
  isFound: (other: number) => boolean,
): readonly JudgedFeature[] {
  return hashes.flatMap((hash, at) => {
    const kind = featureKinds[kinds[at] ?? 0] ?? 'function';
    const [mask = 0, file = 0, other = -1] = [masks[at], files[at], shared[at]];
    if (isFound(other)) return [];

    return [{ kind, mask, file, isSeen: seen.hashes.has(hash), isShared: other >= 0 }];
  });
}

/** Of the files of which a function was seen: nothing is missing of a file that nobody loads. */
function ofLoadedFiles(features: readonly JudgedFeature[]): readonly JudgedFeature[] {
  const seen = features.filter(({ kind, isSeen }) => isSeen && ofFunctions.includes(kind));
  const loaded = new Set(seen.map(({ file }) => file));

  return features.filter(({ file }) => loaded.has(file));
}

/** How sure a feature makes us that it is this package's. */
const weights: Readonly<Record<FeatureKind, number>> = {
  function: 3,
  shape: 1,
  detail: 1,
  whole: 1,
  pattern: 3,
  text: 2,
  number: 1,
  property: 0.5,
};

/** The rank of the version of which most was seen, if that is much in all or most of a small package. */
function recognised(
  loaded: readonly JudgedFeature[],
  features: readonly JudgedFeature[],
  versions: number,
): number | undefined {
  const ofVersions = Array.from({ length: versions }, (_, at) => {
    const own = loaded.filter(({ mask }) => has(mask, at));
    const found = own.filter(({ isSeen }) => isSeen);
    const functions = witnesses(found.filter(({ kind }) => ofFunctions.includes(kind)));
    const [all, weight] = [weightOf(own), weightOf(found)];
    const ofWhole = weight / weightOf(features.filter(({ mask }) => has(mask, at)));

    const isMuch = weight >= LEAST_WEIGHT && functions.length >= FEWEST_FUNCTIONS;
    const isMost = weight >= SMALL_WEIGHT && ofWhole >= SMALL_SHARE;
    return (isMuch || isMost) && weight >= all * LEAST_SHARE ? rankOf(own, found) : 0;
  });
  const most = Math.max(...ofVersions);

  return most > 0 ? most : undefined;
}

/** By how little is missing, and how much that is. */
function rankOf(own: readonly JudgedFeature[], found: readonly JudgedFeature[]): number {
  const weight = weightOf(found);

  return (weight / weightOf(own)) ** 8 * Math.log1p(weight);
}

function distinctShare(features: readonly JudgedFeature[], versions: number): number {
  const own = features.filter(
    ({ kind, mask, isShared }) =>
      !isShared && !ofFunctions.includes(kind) && kind !== 'number' && countOf(mask) * 2 > versions,
  );

  return own.length > 0 ? own.filter(({ isSeen }) => isSeen).length / own.length : -1;
}

const LEAST_WEIGHT = 12;
const FEWEST_FUNCTIONS = 3;
const LEAST_SHARE = 0.4;
const SMALL_WEIGHT = 4;
const SMALL_SHARE = 0.5;

function weightOf(features: readonly JudgedFeature[]): number {
  return features.reduce((sum, { kind }) => sum + weights[kind], 0);
}

type Version = Pick<FingerprintMatch, 'version' | 'certainty' | 'candidates'>;

function versionOf(
  fingerprint: PackageFingerprint,
  features: readonly JudgedFeature[],
  seen: SeenFeatures,
): Version {
  const { versions } = fingerprint;
  const survival = survivalOf(features, versions.length);
  const likelihoods = versions.map((_, at) => likelihood(features, at, survival));
  const most = Math.max(...likelihoods);
  const candidates = versions.filter((_, at) => (likelihoods[at] ?? 0) >= most - DOUBT);
  const best = versions[likelihoods.indexOf(most)] ?? '';

  const told = versionTold(fingerprint, candidates, best, seen);
  if (told !== undefined) return { version: told, certainty: 'exact', candidates: [] };

  const at = versions.indexOf(best);
  if (isStrange(features, at)) {
    const around = versions.slice(Math.max(0, at - 1), at + 2);
    const possible = versions.filter((each) => candidates.includes(each) || around.includes(each));
    return { version: best, certainty: 'approximate', candidates: possible };
  }
  const possible = withNamed(fingerprint, candidates, seen);
  return possible.length > 1
    ? { version: best, certainty: 'possible', candidates: possible }
    : { version: best, certainty: 'exact', candidates: [] };
}

/** A package that tells its version, and here seems to tell another one, may be that one too. */
function withNamed(
  { releases, tellsVersion }: PackageFingerprint,
  candidates: readonly string[],
  { versions }: SeenFeatures,
): readonly string[] {
  const named = tellsVersion ? releases.filter((version) => versions.has(version)) : [];
  if (named.length === 0 || named.some((version) => candidates.includes(version))) {
    return candidates;
  }

  return [...named, ...candidates].toSorted((a, b) => releases.indexOf(a) - releases.indexOf(b));
}

/** In natural logarithms: what is a thousand times less likely is ruled out. */
const DOUBT = Math.log(1_000);

/** How likely it is to see a feature that is not the package's: it may be anybody's. */
const chance: Readonly<Record<FeatureKind, number>> = {
  function: 0.0005,
  shape: 0.0005,
  detail: 0.0005,
  whole: 0.001,
  pattern: 0.002,
  text: 0.01,
  number: 0.03,
  property: 0.05,
};

type Survival = Readonly<Record<FeatureKind, number>>;

/**
 * How likely it is that a feature of the package is still seen after it was bundled: as many as
 * are, of those that all versions have or nearly all. Never so sure that a single one counts.
 */
function survivalOf(features: readonly JudgedFeature[], versions: number): Survival {
  const common = features.filter(({ mask }) => countOf(mask) >= versions - 1);
  const of = (kind: FeatureKind) => {
    const alike = common.filter((feature) => feature.kind === kind);
    const found = alike.filter(({ isSeen }) => isSeen);

    return Math.min(MOST_SURVIVAL, (found.length + 1.6) / (alike.length + 2));
  };

  return {
    function: of('function'),
    shape: of('shape'),
    detail: of('detail'),
    whole: of('whole'),
    pattern: of('pattern'),
    text: of('text'),
    number: of('number'),
    property: of('property'),
  };
}

const MOST_SURVIVAL = 0.99;

/** Logarithm, up to what is the same for all versions. */
function likelihood(features: readonly JudgedFeature[], at: number, survival: Survival): number {
  const found = features.filter(({ isSeen }) => isSeen);
  const gone = features.filter(({ mask, isSeen }) => !isSeen && has(mask, at));
  const ofFound = found.map(({ kind, mask }) =>
    Math.log(has(mask, at) ? survival[kind] : chance[kind]),
  );
  const ofGone = witnesses(gone).map(({ kind }) => Math.log(1 - survival[kind]));

  return [...ofFound, ...ofGone].reduce((sum, each) => sum + each, 0);
}

/** A function that is gone is gone with its shape, its details and what is around it: they are one witness. */
function witnesses(features: readonly JudgedFeature[]): readonly JudgedFeature[] {
  return [...Map.groupBy(features, ({ mask }) => mask).values()].flatMap((alike) => {
    const others = alike.filter(({ kind }) => !ofFunctions.includes(kind));
    const byKind = ofFunctions.map((kind) => alike.filter((feature) => feature.kind === kind));
    const [most = []] = byKind.toSorted((a, b) => b.length - a.length);

    return [...most, ...others];
  });
}

const ofFunctions: readonly FeatureKind[] = ['function', 'shape', 'detail', 'whole'];

/**
 * Whether it is none of the versions looked at, though this is the one most like it: it has what
 * only other versions have, or lacks too much of what this one has. What only distant versions have
 * is another package's, unless it is there instead of something.
 */
function isStrange(features: readonly JudgedFeature[], at: number): boolean {
  const [own, foreign] = [
    features.filter(({ mask }) => has(mask, at)),
    features.filter(({ mask }) => !has(mask, at)),
  ];
  const gone = witnesses(own.filter(({ isSeen }) => !isSeen));
  const hasLost = gone.some(({ kind }) => ofFunctions.includes(kind));
  const isForeign = [...Map.groupBy(foreign, ({ mask }) => mask)].some(([mask, alike]) => {
    const functions = alike.filter(({ kind }) => ofFunctions.includes(kind));
    const found = functions.filter(({ isSeen }) => isSeen);
    const isNear = has(mask, at - 1) || has(mask, at + 1);

    return (isNear || hasLost) && found.length > 0 && found.length * 2 >= functions.length;
  });

  return isForeign || (gone.length > 2 && gone.length > witnesses(own).length * MOST_GONE);
}

const MOST_GONE = 0.15;

/** The version that the package's own code names, where that is no other's by chance. */
function versionTold(
  { versions, releases, tellsVersion }: PackageFingerprint,
  candidates: readonly string[],
  best: string,
  seen: SeenFeatures,
): string | undefined {
  if (!tellsVersion) return undefined;

  const named = releases.filter((version) => seen.versions.has(version));
  const likely = named.filter((version) => candidates.includes(version));
  if (likely.length > 0) return likely.length === 1 ? likely[0] : undefined;

  const [before, after] = [versions.indexOf(best) - 1, versions.indexOf(best) + 1];
  const between = named.filter((version) => {
    const at = releases.indexOf(version);
    const from = before < 0 ? -1 : releases.indexOf(versions[before] ?? '');
    const to = after >= versions.length ? releases.length : releases.indexOf(versions[after] ?? '');
    return at > from && at < to && !versions.includes(version);
  });
  return between.length === 1 ? between[0] : undefined;
}

function has(mask: number, at: number): boolean {
  return (mask & (1 << at)) !== 0;
}

function countOf(mask: number): number {
  let count = 0;
  for (let rest = mask; rest !== 0; rest &= rest - 1) count += 1;

  return count;
}
