import type { Alternative } from '../packages/index.ts';
import { type FeatureKind, featureKinds, isOfFunction } from './feature-kinds.ts';
import type { PackageFingerprint } from './fingerprint.ts';
import { type ReleaseMatches, releaseMatches } from './release-matches.ts';
import type { RetentionModel } from './retention-model.ts';
import {
  type Group,
  isStable,
  type JudgedFeature,
  judged,
  ofLoadedFiles,
  type SeenFeatures,
  sums,
  witnesses,
} from './seen-features.ts';

/** A package, and the releases of it that are in the bundle. */
export interface FingerprintMatch extends ReleaseMatches {
  readonly name: string;
  /** Of two packages that share code, the one that ranks higher is the one. */
  readonly rank: number;
  /** How much was seen of what it alone has and what minifiers leave alone: from 0 to 1, and -1 of one that has nothing of its own. */
  readonly distinct: number;
  /** How much was seen of all that is known of it: from 0 to 1. */
  readonly share: number;
  /** Packages that it may be instead, where nothing in the bundle decides between them. */
  readonly alternatives?: readonly Alternative[];
}

/**
 * @param isFound whether another package, by its index, is in the bundle already: what the two share
 * is then no trace of this one.
 * @param bundle what the minifier of the bundle does, as other packages show it.
 * @returns undefined when the package is not in the bundle, or too little of it.
 */
export function matchFingerprint(
  fingerprint: PackageFingerprint,
  seen: SeenFeatures,
  isFound: (other: number) => boolean = () => false,
  bundle?: RetentionModel,
): FingerprintMatch | undefined {
  if (!mayBe(fingerprint, seen)) return undefined;

  const { length } = fingerprint.releases;
  const groups = judged(fingerprint, seen, isFound);
  const { loaded, conclusive } = ofLoadedFiles(groups, fingerprint);
  const recognised = recognisedAs(loaded, groups, length);
  if (!recognised) return undefined;

  return {
    name: fingerprint.name,
    ...releaseMatches(fingerprint, conclusive, seen, bundle),
    ...recognised,
  };
}

/** How sure a feature makes us that it is this package's. */
const weights: Readonly<Record<FeatureKind, number>> = {
  function: 3,
  shape: 1,
  detail: 1,
  whole: 1,
  module: 1,
  fine: 1,
  pattern: 3,
  text: 2,
  number: 1,
  property: 0.5,
};

/** Whether enough was seen of all releases together: of most packages, next to nothing. */
function mayBe({ hashes, kinds }: PackageFingerprint, seen: SeenFeatures): boolean {
  let weight = 0;

  for (const [at, hash] of hashes.entries()) {
    if (seen.hashes.has(hash)) weight += weights[featureKinds[kinds[at] ?? 0] ?? 'function'];
    if (seen.long.has(hash)) weight += LONGER;
    if (weight >= SMALL_WEIGHT) return true;
  }
  return false;
}

/** As the release of which most was seen, if that is much, or nearly all of what is loaded of it. */
function recognisedAs(
  loaded: readonly Group[],
  groups: readonly Group[],
  releases: number,
): Pick<FingerprintMatch, 'rank' | 'distinct' | 'share'> | undefined {
  const sumOf = (some: readonly Group[], isWanted: (feature: JudgedFeature) => boolean) =>
    sums(some, releases, ({ features }) => weightOf(features.filter(isWanted)));
  const all = sumOf(loaded, isStable);
  const whole = sumOf(groups, isStable);
  const found = sumOf(loaded, isSeenStable);
  const seen = sumOf(loaded, isTrace);
  const functions = sums(
    loaded,
    releases,
    ({ features }) =>
      witnesses(features.filter(({ kind, isSeen }) => isSeen && isOfFunction(kind))).length,
  );

  const texts = sums(
    loaded,
    releases,
    ({ features }) => features.filter((one) => one.isSeen && isOwnText(one)).length,
  );

  const ranks = all.map((own, at) => {
    const [weight = 0, stable = 0, count = 0] = [seen[at], found[at], functions[at]];
    const share = own > 0 ? stable / own : 1;
    const isMuch = weight >= LEAST_WEIGHT && count >= FEWEST_FUNCTIONS && share >= LEAST_SHARE;
    const isMost = weight >= SMALL_WEIGHT && stable >= (whole[at] ?? 0) * SMALL_SHARE;
    const isAll = weight >= ALL_WEIGHT && count > 0 && (texts[at] ?? 0) > 0 && share >= WHOLE_SHARE;
    return isMuch || isMost || isAll ? share ** 8 * Math.log1p(weight) : 0;
  });
  const rank = Math.max(...ranks);
  if (!(rank > 0)) return undefined;

  const at = ranks.indexOf(rank);
  const own = loaded.filter(({ has }) => has.has(at)).flatMap(({ features }) => features);
  const ofRelease = groups
    .filter(({ has }) => has.has(at))
    .flatMap(({ features }) => features.filter(isStable));
  return {
    rank,
    distinct: shareOf(own.filter(isItsOwn)),
    share: shareOf(ofRelease),
  };
}

const LEAST_WEIGHT = 12;
const FEWEST_FUNCTIONS = 3;
const LEAST_SHARE = 0.35;
const SMALL_WEIGHT = 4;
const SMALL_SHARE = 0.5;
/**
 * Of the files that are loaded: others of the package need not be loaded. Functions alone may be
 * copies, which seldom keep the texts.
 */
const WHOLE_SHARE = 0.9;
const ALL_WEIGHT = 6;

function weightOf(features: readonly JudgedFeature[]): number {
  return features.reduce((sum, { kind, isLong }) => sum + weights[kind] + (isLong ? LONGER : 0), 0);
}

/** What a long text or pattern weighs more. */
const LONGER = 2;

/** What others have as well, and is not always left, is as likely to be theirs. */
function isTrace(feature: JudgedFeature): boolean {
  return feature.isSeen && (isStable(feature) || !feature.isShared);
}

function isSeenStable(feature: JudgedFeature): boolean {
  return feature.isSeen && isStable(feature);
}

function isOwnText({ kind, isShared }: JudgedFeature): boolean {
  return !isShared && (kind === 'text' || kind === 'pattern');
}

/** What no other package has, and is known by itself. */
function isItsOwn({ isShared, kind }: JudgedFeature): boolean {
  return !isShared && !isOfFunction(kind) && kind !== 'number';
}

/** From 0 to 1; -1 of nothing. */
function shareOf(features: readonly JudgedFeature[]): number {
  if (features.length === 0) return -1;

  return features.filter(({ isSeen }) => isSeen).length / features.length;
}
