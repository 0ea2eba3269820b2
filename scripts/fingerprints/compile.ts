import {
  type FeatureKind,
  featureKinds,
} from '../../functions/domain/code/bundles/feature-kinds.ts';
import type { PackageFingerprint } from '../../functions/domain/code/bundles/fingerprint.ts';
import type { Feature } from './version-features.ts';

/** A package as it was looked at: features by file, of each version. */
export interface LookedAt {
  readonly name: string;
  readonly releases: readonly string[];
  /** In order. */
  readonly versions: readonly {
    readonly version: string;
    readonly files: ReadonlyMap<string, ReadonlyMap<number, Feature>>;
  }[];
}

/** What is in more packages than these tells nothing of any. */
const MOST_PACKAGES = 2;

/** Fingerprints that tell the packages from each other, and the versions of each. */
export function compile(packages: readonly LookedAt[]): readonly PackageFingerprint[] {
  const owners = new Map<number, number[]>();
  for (const [at, looked] of packages.entries()) {
    for (const hash of hashesOf(looked)) owners.set(hash, [...(owners.get(hash) ?? []), at]);
  }

  return packages.map((looked, at) => fingerprintOf(looked, at, owners));
}

function hashesOf({ versions }: LookedAt): ReadonlySet<number> {
  return new Set(
    versions.flatMap(({ files }) => [...files.values()].flatMap((file) => [...file.keys()])),
  );
}

interface Seen extends Feature {
  readonly file: string;
  mask: number;
}

function fingerprintOf(
  looked: LookedAt,
  own: number,
  owners: ReadonlyMap<number, readonly number[]>,
): PackageFingerprint {
  const { name, releases, versions } = looked;
  const seen = featuresOf(looked);
  const telling = [...seen.values()].filter(
    (feature) =>
      (owners.get(feature.hash) ?? []).length <= MOST_PACKAGES &&
      isTelling(feature) &&
      !releases.includes(feature.content),
  );
  const alike = [...Map.groupBy(telling, ({ mask }) => mask).entries()].flatMap(([mask, same]) => {
    const [wholes, others] = [same.filter(isWhole), same.filter((each) => !isWhole(each))];
    const chosen = spreadOver(others, mostOf(mask, versions.length, others));
    const functions = chosen.filter(({ kind }) => !isRobust(kind) && kind !== 'number');
    return [...chosen, ...spreadOver(wholes, MOST_WHOLE - functions.length)];
  });
  const distinct = telling
    .filter(({ hash, kind }) => owners.get(hash)?.length === 1 && isRobust(kind))
    .toSorted((a, b) => countOf(b.mask) - countOf(a.mask) || b.content.length - a.content.length);
  const chosen = [...new Set([...alike, ...distinct.slice(0, MOST_DISTINCT)])];
  const files = [...new Set(chosen.map(({ file }) => file))];

  return {
    name,
    versions: versions.map(({ version }) => version),
    releases,
    tellsVersion: tellsVersion(looked),
    hashes: chosen.map(({ hash }) => hash),
    kinds: chosen.map(({ kind }) => featureKinds.indexOf(kind)),
    masks: chosen.map(({ mask }) => mask),
    files: chosen.map(({ file }) => files.indexOf(file)),
    shared: chosen.map(({ hash }) => owners.get(hash)?.find((other) => other !== own) ?? -1),
  };
}

/** Features that all versions have, and that the same versions have. */
const MOST_COMMON = 80;
const MOST_ALIKE = 8;
/** Of a package of many files, of which few are loaded, as lodash is: of what most versions have. */
const MOST_SPREAD = 100;
const MANY_FILES = 60;
/** Where there are no functions that are told alone. */
const MOST_WHOLE = 3;
/** Features that no other package has: they tell those apart that share their code. */
const MOST_DISTINCT = 16;

function mostOf(mask: number, versions: number, alike: readonly Seen[]): number {
  if (mask === allOf(versions)) return MOST_COMMON;

  const files = new Set(alike.map(({ file }) => file));
  return files.size > MANY_FILES && countOf(mask) * 2 > versions ? MOST_SPREAD : MOST_ALIKE;
}

function isWhole({ kind }: Feature): boolean {
  return kind === 'whole';
}

function isRobust(kind: FeatureKind): boolean {
  return kind === 'pattern' || kind === 'text' || kind === 'property';
}

function countOf(mask: number): number {
  return mask.toString(2).replaceAll('0', '').length;
}

function allOf(count: number): number {
  return 2 ** count - 1;
}

/** Each in the smallest file that has it: of a package built in several ways, that is the source. */
function featuresOf({ versions }: LookedAt): ReadonlyMap<number, Seen> {
  const seen = new Map<number, Seen>();

  for (const [at, { files }] of versions.entries()) {
    const smallestFirst = [...files].toSorted(([, a], [, b]) => a.size - b.size);

    for (const [file, features] of smallestFirst) {
      for (const feature of features.values()) {
        const known = seen.get(feature.hash);
        if (known) known.mask |= 1 << at;
        else seen.set(feature.hash, { ...feature, file, mask: 1 << at });
      }
    }
  }

  return seen;
}

/** Alone, what is short is said by many. Within a function it counts all the same. */
function isTelling({ kind, content }: Feature): boolean {
  return content.length >= shortest[kind];
}

/** Characters. */
const shortest: Readonly<Record<FeatureKind, number>> = {
  function: 0,
  shape: 0,
  detail: 0,
  whole: 0,
  pattern: 6,
  text: 6,
  number: 4,
  property: 6,
};

/** The best of each file in turn, so that every file which is bundled alone is recognised. */
function spreadOver(features: readonly Seen[], most: number): readonly Seen[] {
  const byFile = [...Map.groupBy(features, ({ file }) => file).values()].map((own) =>
    own.toSorted(
      (a, b) =>
        featureKinds.indexOf(a.kind) - featureKinds.indexOf(b.kind) ||
        b.content.length - a.content.length ||
        a.hash - b.hash,
    ),
  );
  const rounds = Math.max(...byFile.map((own) => own.length));
  const inTurn = Array.from({ length: rounds }, (_, round) => byFile.map((own) => own[round]));

  return inTurn
    .flat()
    .filter((feature) => feature !== undefined)
    .slice(0, Math.max(0, most));
}

function tellsVersion({ versions }: LookedAt): boolean {
  const telling = versions.filter(({ version, files }) =>
    [...files.values()].some((file) =>
      [...file.values()].some(({ content }) => content === version),
    ),
  );

  return telling.length * 2 > versions.length;
}
