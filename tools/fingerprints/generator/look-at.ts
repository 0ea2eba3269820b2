import { Builds } from './builds.ts';
import { entriesOf, versionsNamed } from './manifests.ts';
import { type Feature, featuresOfFile, isBundled, type Minify } from './version-features.ts';

/** A package as it was looked at: every feature, and which of its versions have it. */
export interface LookedAt {
  readonly name: string;
  /** All that were published, in order. */
  readonly releases: readonly string[];
  /** Those looked at, in order. */
  readonly versions: readonly string[];
  readonly features: readonly LookedFeature[];
  /** Releases that have a manifest of another version in them: which, and that version. */
  readonly misnamed: readonly (readonly [release: string, version: string])[];
  /** Sets of versions, each of which some features have: a number of `versions` in order. */
  readonly presences: readonly (readonly number[])[];
}

export interface LookedFeature extends Feature {
  /**
   * Of which files it is, in the last version that has it, as one text: it shows whether all
   * builds of a package have the feature, or one of them.
   */
  readonly file: string;
  /** Index of the versions that have it. */
  readonly presence: number;
}

/**
 * Looks at each version. A file that several versions have is looked at once.
 *
 * @param filesOf what is published as a version: texts by path.
 * @param compress a minifier that changes more than esbuild does.
 */
export function lookAt(
  {
    name,
    releases,
    versions,
  }: {
    readonly name: string;
    readonly releases: readonly string[];
    readonly versions: readonly string[];
  },
  filesOf: (version: string) => ReadonlyMap<string, string>,
  compress: Minify,
): LookedAt {
  const known = new Map<string, ReadonlyMap<number, Feature>>();
  const features = new Map<number, Tallied>();
  const presences = new Presences();
  const builds = new Builds();

  const misnamed: (readonly [string, string])[] = [];

  for (const [at, version] of versions.entries()) {
    const all = filesOf(version);
    const entries = entriesOf(all);
    const files = [...all].filter(
      ([path, text]) => (isBundled(path) || entries.has(path)) && text.length < LONGEST,
    );
    for (const own of versionsNamed(all, name)) {
      if (own !== version) misnamed.push([version, own]);
    }
    const current = new Map<string, ReadonlyMap<number, Feature>>();
    for (const [path, text] of files) {
      const own = known.get(text) ?? current.get(text) ?? featuresOfFile(text, compress);
      current.set(text, own);
      tally(features, own, { version: at, file: path });
    }
    for (const hash of builds.differences(files.map(([path, text]) => [path, current.get(text)]))) {
      const feature = features.get(hash);
      if (feature) feature.isLoose = true;
    }
    for (const feature of features.values())
      if (feature.version === at) presences.extend(feature, at);

    // What a version changes is seldom changed back: texts of the last ones are enough.
    for (const text of known.keys()) if (!current.has(text)) known.delete(text);
    for (const [text, own] of current) known.set(text, own);
  }

  const sets = [...new Set([...features.values()].map(({ presence }) => presence))];
  const places = new Map(sets.map((set, at) => [set, at]));

  return {
    name,
    releases,
    versions,
    features: [...features.values()].map(({ hash, kind, content, forms, isLoose, ...feature }) => ({
      hash,
      kind,
      content,
      forms,
      isLoose,
      file: [...feature.files].toSorted().slice(0, MOST_FILES).join(' '),
      presence: places.get(feature.presence) ?? 0,
    })),
    misnamed,
    presences: sets.map((set) => presences.numbersOf(set)),
  };
}

interface Tallied extends Feature {
  forms: number;
  isLoose: boolean;
  /** Of the last version that has it. */
  files: Set<string>;
  presence: number;
  version: number;
}

/** Characters: what is longer is a build of all there is, and there are smaller files of it. */
const LONGEST = 1_500_000;
/** Characters: of a text no more is of use. */
const LONGEST_CONTENT = 60;

/** Many files that say the same are of one make. */
const MOST_FILES = 4;

function tally(
  features: Map<number, Tallied>,
  own: ReadonlyMap<number, Feature>,
  { version, file }: { readonly version: number; readonly file: string },
): void {
  for (const { hash, kind, content, forms, isLoose } of own.values()) {
    const before = features.get(hash);
    if (!before) {
      const place = { files: new Set([file]), presence: 0, version };
      features.set(hash, {
        hash,
        kind,
        content: content.slice(0, LONGEST_CONTENT),
        forms,
        isLoose,
        ...place,
      });
      continue;
    }

    // One that is as its author wrote it in one file may be what minifiers make of another.
    before.forms |= forms;
    before.isLoose ||= isLoose;
    if (before.version === version) before.files.add(file);
    else Object.assign(before, { version, files: new Set([file]) });
  }
}

/** Sets of numbers that grow one number at a time, each kept once: 0 is the empty one. */
class Presences {
  readonly #sets: { readonly before: number; readonly last: number }[] = [{ before: 0, last: -1 }];
  readonly #next = new Map<string, number>();

  extend(feature: Tallied, at: number): void {
    const key = `${feature.presence} ${at}`;
    const next = this.#next.get(key) ?? this.#sets.length;
    if (next === this.#sets.length) {
      this.#next.set(key, next);
      this.#sets.push({ before: feature.presence, last: at });
    }
    feature.presence = next;
  }

  numbersOf(set: number): readonly number[] {
    const numbers: number[] = [];
    for (let at = set; at > 0; at = this.#sets[at]?.before ?? 0) {
      numbers.push(this.#sets[at]?.last ?? 0);
    }
    return numbers.reverse();
  }
}
