import type { Certainty } from '../packages/index.ts';
import { type FeatureKind, isOfFunction } from './feature-kinds.ts';
import { type PackageFingerprint, placesIn } from './fingerprint.ts';
import { chanceOf, RetentionModel, retentionIn } from './retention-model.ts';
import {
  type Group,
  isStable,
  type JudgedFeature,
  type SeenFeatures,
  sums,
  witnesses,
} from './seen-features.ts';

/** Which release of a package it is, as far as its code shows. */
export interface ReleaseMatch {
  /** The likeliest. */
  readonly version: string;
  readonly certainty: Certainty;
  /** All versions that it may be, where that is not exact. */
  readonly candidates: readonly string[];
}

/** The releases of a package in a bundle: one for each copy of it. */
export interface ReleaseMatches {
  readonly releases: readonly ReleaseMatch[];
  /** What became of its features. */
  readonly retention: RetentionModel;
}

/**
 * Those releases under which what is seen, and what is not, is likely. One that was never looked at
 * may be what its neighbour is.
 *
 * @param groups of the files that are loaded.
 * @param bundle what becomes of features in this bundle, as all packages show it.
 */
export function releaseMatches(
  fingerprint: PackageFingerprint,
  groups: readonly Group[],
  seen: SeenFeatures,
  bundle?: RetentionModel,
): ReleaseMatches {
  const { length } = fingerprint.releases;
  const first = likelihoods(groups, length, bundle ?? new RetentionModel());
  const retention = retentionIn(groups, likelyPlaces(first, FIRST_DOUBT), bundle);
  const likelihood = likelihoods(groups, length, retention);
  const best = bestOf(likelihood);
  const one = (places: readonly number[], at: number) =>
    releaseMatch(fingerprint, places, at, seen);
  const copies = twoCopies(groups, length, { retention, best });
  if (copies) return { releases: copies.map(({ likely, at }) => one(likely, at)), retention };
  const likely = likelyPlaces(likelihood, DOUBT);
  const mayBeNewer = likely.includes(length - 1) && isNewer(groups, length - 1);
  if (!mayBeNewer && !isStrange(groups, [best])) {
    return { releases: [one(likely, best)], retention };
  }

  const near = likelyPlaces(likelihood, STRANGE_DOUBT).flatMap((at) => [at - 1, at, at + 1]);
  const candidates = versionsAt(fingerprint, withNeighbours(fingerprint, near));
  const [version = ''] = versionsAt(fingerprint, [best]);
  return { releases: [{ version, certainty: 'approximate', candidates }], retention };
}

/** In natural logarithms: what is a thousand times less likely is ruled out. */
const DOUBT = Math.log(1_000);
const FIRST_DOUBT = Math.log(1e9);
const STRANGE_DOUBT = Math.log(1e6);

function releaseMatch(
  fingerprint: PackageFingerprint,
  likely: readonly number[],
  best: number,
  seen: SeenFeatures,
): ReleaseMatch {
  const named = namedOf(fingerprint, likely, seen);
  const possible =
    named.length > 0 ? named : withNeighbours(fingerprint, withNamed(fingerprint, likely, seen));
  const at = possible.includes(best) ? best : (possible[0] ?? best);
  const [version = ''] = versionsAt(fingerprint, [at]);

  return possible.length === 1
    ? { version, certainty: 'exact', candidates: [] }
    : { version, certainty: 'possible', candidates: versionsAt(fingerprint, possible) };
}

function versionsAt(
  { releases }: PackageFingerprint,
  places: readonly number[],
): readonly string[] {
  return places.map((at) => releases[at] ?? '');
}

/** Logarithms, up to what is the same for all releases. */
function likelihoods(
  groups: readonly Group[],
  releases: number,
  retention: RetentionModel,
): Float64Array {
  const all = sums(groups, releases, ({ features }) => {
    const found = features.filter(({ isSeen }) => isSeen);
    const gone = witnesses(features.filter(({ isSeen }) => !isSeen));
    const ofFound = found.map((one) => Math.log(retention.of(one) / chanceOf(one)));
    const ofGone = gone.map((one) => Math.log(1 - retention.of(one)));

    return [...ofFound, ...ofGone].reduce((sum, each) => sum + each, 0);
  });
  const looked = sums(groups, releases, () => 1);

  return all.map((each, at) => (looked[at] ? each : Number.NEGATIVE_INFINITY));
}

function likelyPlaces(likelihood: Float64Array, doubt: number): readonly number[] {
  const most = Math.max(...likelihood);

  return [...likelihood.keys()].filter((at) => (likelihood[at] ?? 0) >= most - doubt);
}

function bestOf(likelihood: Float64Array): number {
  return likelihood.indexOf(Math.max(...likelihood));
}

interface Copy {
  readonly at: number;
  readonly likely: readonly number[];
}

/** Two releases that together are what is seen, where none is alone. */
function twoCopies(
  groups: readonly Group[],
  releases: number,
  { retention, best }: { readonly retention: RetentionModel; readonly best: number },
): readonly Copy[] | undefined {
  const besides = (other: number) => {
    const rest = groups.filter(({ has }) => !has.has(other));
    return likelihoods(rest, releases, retention);
  };
  const second = bestOf(besides(best));
  const ofFirst = besides(second);
  const first = bestOf(ofFirst);
  const ofSecond = besides(first);
  const gain = Math.min(Math.max(...ofFirst), ofSecond[second] ?? 0);
  const isThere = [
    [first, second],
    [second, first],
  ].every(([one = 0, other = 0]) => functionsOnlyIn(groups, one, other) >= COPY_FUNCTIONS);
  if (!isThere || gain < COPY_GAIN || isStrange(groups, [first, second])) return undefined;

  return [
    { at: first, likely: likelyPlaces(ofFirst, COPY_DOUBT) },
    { at: bestOf(ofSecond), likely: likelyPlaces(ofSecond, COPY_DOUBT) },
  ];
}

/** A copy must explain this much that the other one does not. */
const COPY_GAIN = Math.log(1e9);
const COPY_FUNCTIONS = 3;
/** What both have says nothing of either, so there is less to go by. */
const COPY_DOUBT = Math.log(1e9);

/** Seen, of the one release and not of the other, and of no other package. */
function functionsOnlyIn(groups: readonly Group[], one: number, other: number): number {
  const features = groups
    .filter(({ has }) => has.has(one) && !has.has(other))
    .flatMap((group) => group.features);

  return features.filter(isSeenFunction).length;
}

function isSeenFunction(feature: JudgedFeature): boolean {
  return feature.isSeen && !feature.isShared && isStable(feature) && isPlain(feature.kind);
}

/** The one of them that the package's own code names, where each of them would name itself. */
function namedOf(
  { releases, tells }: PackageFingerprint,
  likely: readonly number[],
  { versions }: SeenFeatures,
): readonly number[] {
  const selfNaming = new Set(placesIn(tells));
  const named = likely.filter((at) => selfNaming.has(at) && versions.has(releases[at] ?? ''));

  return named.length === 1 && likely.every((at) => selfNaming.has(at)) ? named : [];
}

/** One that would name itself, and here another one is named instead, may be that one too. */
function withNamed(
  { releases, tells }: PackageFingerprint,
  likely: readonly number[],
  { versions }: SeenFeatures,
): readonly number[] {
  const selfNaming = new Set(placesIn(tells));
  const named = [...selfNaming].filter((at) => versions.has(releases[at] ?? ''));
  const isContrary = likely.every((at) => selfNaming.has(at) && !named.includes(at));

  return isContrary ? [...new Set([...likely, ...named])] : likely;
}

/** With all that was never looked at next to them: it may be the same code. */
function withNeighbours(
  { releases, unseen }: PackageFingerprint,
  places: readonly number[],
): readonly number[] {
  const unknown = new Set(unseen);
  const all = new Set(places.filter((at) => at >= 0 && at < releases.length));

  for (const at of [...all]) {
    for (const step of [-1, 1]) {
      for (let next = at + step; unknown.has(next); next += step) all.add(next);
    }
  }
  return [...all].toSorted((a, b) => a - b);
}

/**
 * Whether it is none of the releases looked at, though these are most like it: it has what only
 * other releases have, or lacks too much of what these have. What only distant releases have is
 * another package's, unless it is there instead of something.
 */
function isStrange(groups: readonly Group[], copies: readonly number[]): boolean {
  const isOwn = ({ has }: Group) => copies.some((at) => has.has(at));
  const own = groups
    .filter(isOwn)
    .map(({ features }) => features.filter((one) => isStable(one) || one.isSeen));
  const gone = own.flatMap((features) => witnesses(features.filter(({ isSeen }) => !isSeen)));
  const all = own.flatMap((features) => witnesses(features));
  const hasLost = gone.some(({ kind }) => isOfFunction(kind));
  const isForeign = groups.some((group) => {
    if (isOwn(group)) return false;

    const functions = group.features.filter(
      (one) => isStable(one) && isPlain(one.kind) && !one.isShared,
    );
    const found = functions.filter(isSeenFunction);
    const isNear = copies.some((at) => group.has.has(at - 1) || group.has.has(at + 1));
    return (isNear || hasLost) && found.length > 0 && found.length * 2 >= functions.length;
  });

  return isForeign || (gone.length > 2 && gone.length > all.length * MOST_GONE);
}

const MOST_GONE = 0.15;

/**
 * Whether functions of the last release that was looked at are gone: then it is likely one that was
 * published since. What was published before is recognised by what it has instead.
 */
function isNewer(groups: readonly Group[], last: number): boolean {
  const functions = groups
    .filter(({ has }) => has.has(last))
    .flatMap(({ features }) => features.filter((one) => isStable(one) && isPlain(one.kind)));

  return functions.filter(({ isSeen }) => !isSeen).length >= FEWEST_GONE;
}

const FEWEST_GONE = 2;

/** The details of another release may be what a minifier has made of this one. */
function isPlain(kind: FeatureKind): boolean {
  return kind === 'function' || kind === 'shape';
}
