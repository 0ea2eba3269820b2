import { type Feature, featuresOfFile, isBundled, type Minify } from './version-features.ts';

/** A package as it was looked at: every feature, and which of its versions have it. */
export interface LookedAt {
  readonly name: string;
  /** All that were published, in order. */
  readonly releases: readonly string[];
  /** Those looked at, in order. */
  readonly versions: readonly string[];
  readonly features: readonly LookedFeature[];
  /** Sets of versions, each of which some features have: a number of `versions` in order. */
  readonly presences: readonly (readonly number[])[];
}

export interface LookedFeature extends Feature {
  /**
   * Of which files it is, in the last version that has it, as one text: what all builds of a
   * package have is told from what one of them has.
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

  for (const [at, version] of versions.entries()) {
    const files = [...filesOf(version)].filter(
      ([path, text]) => isBundled(path) && text.length < LONGEST,
    );
    const current = new Map<string, ReadonlyMap<number, Feature>>();
    for (const [path, text] of files) {
      const own = known.get(text) ?? current.get(text) ?? featuresOfFile(text, compress);
      current.set(text, own);
      tally(features, own, { version: at, file: path });
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
    features: [...features.values()].map(({ hash, kind, content, forms, ...feature }) => ({
      hash,
      kind,
      content,
      forms,
      file: [...feature.files].toSorted().slice(0, MOST_FILES).join(' '),
      presence: places.get(feature.presence) ?? 0,
    })),
    presences: sets.map((set) => presences.numbersOf(set)),
  };
}

interface Tallied extends Feature {
  forms: number;
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
  for (const { hash, kind, content, forms } of own.values()) {
    const before = features.get(hash);
    if (!before) {
      const place = { files: new Set([file]), presence: 0, version };
      features.set(hash, {
        hash,
        kind,
        content: content.slice(0, LONGEST_CONTENT),
        forms,
        ...place,
      });
      continue;
    }

    // One that is as its author wrote it in one file may be what minifiers make of another.
    before.forms |= forms;
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
