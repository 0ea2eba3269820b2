import {
  featureKinds,
  type PackageFingerprint,
  type Spans,
  spansOf,
  versionIn,
} from '../../../functions/engines/bundles/index.ts';
import { buildFiles } from './build-files.ts';
import { chooseFeatures } from './choose-features.ts';
import type { LookedAt, LookedFeature } from './look-at.ts';
import { ownReleases } from './own-releases.ts';
import { shortest } from './shortest-content.ts';

/** A feature of more packages than these identifies none of them. */
const MOST_PACKAGES = 2;

/** Fingerprints that distinguish the packages, and the versions of each. */
export function compile(all: readonly LookedAt[]): readonly PackageFingerprint[] {
  const packages = all.map(ownReleases);
  const owners = ownersOf(packages);

  return packages.map((looked, at) => fingerprintOf(looked, at, { packages, owners }));
}

interface Surroundings {
  readonly packages: readonly LookedAt[];
  /** Indices of the packages that have a feature; of most features, one. */
  readonly owners: ReadonlyMap<number, number | readonly number[]>;
}

function ownersOf(packages: readonly LookedAt[]): Surroundings['owners'] {
  const owners = new Map<number, number | number[]>();

  for (const [at, { features }] of packages.entries()) {
    for (const { hash } of features) {
      const known = owners.get(hash);
      owners.set(hash, known === undefined ? at : [known, at].flat());
    }
  }
  return owners;
}

function fingerprintOf(
  looked: LookedAt,
  own: number,
  { packages, owners }: Surroundings,
): PackageFingerprint {
  const { name, releases, versions, misnamed, presences } = looked;
  const features = looked.features.map(asFrailAsItIs);
  const ownersOfHash = (hash: number) => [owners.get(hash) ?? []].flat();
  const isCommon = (hash: number) =>
    new Set(ownersOfHash(hash).map((at) => projectOf(packages[at]))).size > MOST_PACKAGES;
  const published = new Set(releases);
  const built = buildFiles(features);
  const distinctive = features.filter(
    ({ hash, kind, content, file }) =>
      content.length >= shortest[kind] &&
      !(kind === 'text' && published.has(versionIn(content) ?? '')) &&
      !isCommon(hash) &&
      !file.split(' ').every((path) => built.has(path)),
  );
  const chosen = chooseFeatures(distinctive, presences, {
    versions: versions.length,
    isDistinct: ({ hash }) => ownersOfHash(hash).length === 1,
  }).toSorted((a, b) => a.presence - b.presence || a.file.localeCompare(b.file));

  const places = versions.map((version) => releases.indexOf(version));
  const files = [...new Set(chosen.map(({ file }) => file))];
  const paths = [...new Set(files.flatMap((file) => file.split(' ')))];
  const sets = [...new Set(chosen.map(({ presence }) => presence))];
  const spans = (numbers: readonly number[]): Spans =>
    spansOf(numbers.map((at) => places[at] ?? 0));

  return {
    name,
    releases,
    unseen: releases.flatMap((_, at) => (places.includes(at) ? [] : [at])),
    tells: spans(withOwnVersion(looked)),
    misnamed: misnamed.map(([release, version]) => [releases.indexOf(release), version]),
    hashes: chosen.map(({ hash }) => hash),
    kinds: chosen.map(({ kind }) => featureKinds.indexOf(kind)),
    forms: chosen.map(({ forms }) => forms),
    files: chosen.map(({ file }) => files.indexOf(file)),
    places: files.map((file) => file.split(' ').map((path) => paths.indexOf(path))),
    shared: chosen.map(({ hash }) => ownersOfHash(hash).find((other) => other !== own) ?? -1),
    present: chosen.map(({ presence }) => sets.indexOf(presence)),
    presences: sets.map((set) => spans(presences[set] ?? [])),
  };
}

/** A package that is published as modules under another name is one and the same. */
function projectOf(looked: LookedAt | undefined): string {
  return looked?.name.replace(/-es$/, '') ?? '';
}

/** What may be there or not as the bundler likes is in no form of the code for sure. */
function asFrailAsItIs(feature: LookedFeature): LookedFeature {
  return feature.isLoose ? { ...feature, forms: 0 } : feature;
}

/** The versions whose code says which one it is. */
function withOwnVersion({ versions, features, presences }: LookedAt): readonly number[] {
  const texts = Map.groupBy(
    features.filter(({ kind }) => kind === 'text'),
    ({ content }) => versionIn(content),
  );

  return versions.flatMap((version, at) => {
    const own = texts.get(version) ?? [];
    return own.some(({ presence }) => presences[presence]?.includes(at)) ? [at] : [];
  });
}
