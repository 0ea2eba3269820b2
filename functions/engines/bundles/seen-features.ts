import { type FeatureKind, featureKinds, isOfFunction } from './feature-kinds.ts';
import { type PackageFingerprint, placesIn } from './fingerprint.ts';

/** What was seen in a bundle. */
export interface SeenFeatures {
  readonly hashes: ReadonlySet<number>;
  /** Those of texts and patterns so long that they are not the same by chance. */
  readonly long: ReadonlySet<number>;
  /** Those that texts are, or end with. */
  readonly versions: ReadonlySet<string>;
}

/** A feature of a package, and whether the bundle has it. */
export interface JudgedFeature {
  readonly kind: FeatureKind;
  /** As in `PackageFingerprint.forms`. */
  readonly forms: number;
  /** Index of the files that it is in together. */
  readonly file: number;
  readonly isSeen: boolean;
  /** Whether it was seen, and is a long text or pattern. */
  readonly isLong: boolean;
  readonly isShared: boolean;
}

/** As bits. */
const ALL_FORMS = 15;

/** Features that the same releases have. */
export interface Group {
  readonly features: readonly JudgedFeature[];
  /** Places of the releases. */
  readonly places: readonly number[];
  readonly has: ReadonlySet<number>;
}

/** Without those that another package has, one that is in the bundle already. */
export function judged(
  { hashes, kinds, forms, files, shared, present, presences }: PackageFingerprint,
  seen: SeenFeatures,
  isFound: (other: number) => boolean,
): readonly Group[] {
  const groups: JudgedFeature[][] = presences.map(() => []);

  for (const [at, hash] of hashes.entries()) {
    const other = shared[at] ?? -1;
    if (other >= 0 && isFound(other)) continue;

    groups[present[at] ?? 0]?.push({
      kind: featureKinds[kinds[at] ?? 0] ?? 'function',
      forms: forms[at] ?? 0,
      file: files[at] ?? 0,
      isSeen: seen.hashes.has(hash),
      isLong: seen.long.has(hash),
      isShared: other >= 0,
    });
  }

  return groups.flatMap((features, at) => {
    const places = placesIn(presences[at] ?? []);
    return features.length > 0 ? [{ features, places, has: new Set(places) }] : [];
  });
}

export interface LoadedFeatures {
  /** Of the files of which a function was seen. */
  readonly loaded: readonly Group[];
  /**
   * Without what is gone of files of which little is there, and of a build that is not the one which
   * was bundled.
   */
  readonly conclusive: readonly Group[];
}

/** Nothing is missing of a file that is not loaded. */
export function ofLoadedFiles(
  groups: readonly Group[],
  { releases, places }: PackageFingerprint,
): LoadedFeatures {
  const tallies = new Tallies(releases.length);
  const seenIn = new Set<number>();
  const paths = new Set<number>();

  for (const group of groups) {
    for (const feature of group.features) {
      const { file, kind, isSeen, isLong } = feature;
      if (isStable(feature)) tallies.count(feature, group);
      if (isSeen) seenIn.add(file);
      if (!isSeen || !(isOfFunction(kind) || isLong)) continue;
      for (const path of places[file] ?? []) paths.add(path);
    }
  }

  const isThere = places.map((own) => own.some((path) => paths.has(path)));
  const isWhole = places.map((_, file) => seenIn.has(file) && (tallies.isMuch(file) ?? true));
  const loaded = only(groups, ({ file }) => isThere[file] ?? false);
  return {
    loaded,
    conclusive: only(loaded, ({ file, isSeen }) => isSeen || (isWhole[file] ?? false)),
  };
}

function only(
  groups: readonly Group[],
  isWanted: (feature: JudgedFeature) => boolean,
): readonly Group[] {
  return groups.flatMap(({ features, ...group }) => {
    const own = features.filter(isWanted);
    return own.length > 0 ? [{ ...group, features: own }] : [];
  });
}

/** How many features of each file there are in each release, and how many were seen. */
class Tallies {
  readonly #tallies = new Map<
    number,
    { readonly all: Float64Array; readonly seen: Float64Array }
  >();
  readonly #releases: number;

  constructor(releases: number) {
    this.#releases = releases;
  }

  count({ file, isSeen }: JudgedFeature, { places }: Group): void {
    const tally = this.#tallies.get(file) ?? {
      all: new Float64Array(this.#releases),
      seen: new Float64Array(this.#releases),
    };
    this.#tallies.set(file, tally);

    for (const at of places) {
      tally.all[at] = (tally.all[at] ?? 0) + 1;
      if (isSeen) tally.seen[at] = (tally.seen[at] ?? 0) + 1;
    }
  }

  /** Of some release; undefined where nothing was counted. */
  isMuch(file: number): boolean | undefined {
    const tally = this.#tallies.get(file);

    return tally?.seen.some((seen, at) => seen > 0 && seen >= (tally.all[at] ?? 0) * LOADED_SHARE);
  }
}

const LOADED_SHARE = 0.4;

/**
 * A function that is gone is gone with its shape, its details and what is around it: of those that
 * the same releases have, they are one witness.
 */
export function witnesses(features: readonly JudgedFeature[]): readonly JudgedFeature[] {
  const byKind = [...Map.groupBy(features, ({ kind }) => kind)];
  const others = byKind.flatMap(([kind, own]) => (isOfFunction(kind) ? [] : own));
  const functions = byKind.filter(([kind]) => isOfFunction(kind)).map(([, own]) => own);
  const [most = []] = functions.toSorted((a, b) => b.length - a.length);

  return [...most, ...others];
}

/** Whether no bundler or minifier that we know of changes it. */
export function isStable({ forms, kind }: JudgedFeature): boolean {
  return forms === ALL_FORMS && kind !== 'module';
}

/** Of each release, the sum over all groups that are in it. */
export function sums(
  groups: readonly Group[],
  releases: number,
  of: (group: Group) => number,
): Float64Array {
  const all = new Float64Array(releases);

  for (const group of groups) {
    const own = of(group);
    if (own !== 0) for (const at of group.places) all[at] = (all[at] ?? 0) + own;
  }
  return all;
}
