import { withinBudget } from '../flow/index.ts';
import { mayKnowCaller } from './caller-words.ts';
import { type FoundOwner, isSureOwner } from './object-of-another.ts';

/** What a file shows of the owners of items of a place that such keys name. @throws CodeNotAnalysed where that is too much to follow. */
export type ShownOwners<Keys> = (place: string, keys: Keys) => readonly FoundOwner[];

interface Loaded {
  readonly has: (path: string) => boolean;
}

/** Knows what the files of an archive that a function does not load show of owners: handlers of other functions. Each is read once. */
export class OwnersInFiles<Keys> {
  readonly #others: readonly (readonly [path: string, text: string])[];
  readonly #shownBy: (path: string) => ShownOwners<Keys>;
  readonly #read = new Map<string, ShownOwners<Keys> | undefined>();
  #length = 0;

  /** @param loaded paths of the files that the function loads. @param shownBy reads a file; it may throw CodeNotAnalysed. */
  constructor(
    files: ReadonlyMap<string, string>,
    loaded: Loaded,
    shownBy: (path: string) => ShownOwners<Keys>,
  ) {
    this.#shownBy = shownBy;
    this.#others = [...files].filter(
      ([path, text]) => !loaded.has(path) && text.length <= MOST_TEXT && mayKnowCaller(text),
    );
  }

  /** Whether there are files that may show some. */
  get mayBeAny(): boolean {
    return this.#others.length > 0;
  }

  /** Those that the first files show, up to one that does surely. */
  of(place: string, keys: Keys): readonly FoundOwner[] {
    const shown: FoundOwner[] = [];
    for (const [path, text] of this.#others.slice(0, MOST_FILES)) {
      const found = withinBudget(() => this.#in(path, text)?.(place, keys)) ?? [];
      shown.push(...found);
      if (found.some(isSureOwner)) break;
    }
    return shown;
  }

  #in(path: string, text: string): ShownOwners<Keys> | undefined {
    if (this.#read.has(path)) return this.#read.get(path);
    this.#length += text.length;
    // What is no code, or too much to follow, shows nothing.
    const shown = this.#length > MOST_TEXT ? undefined : withinBudget(() => this.#shownBy(path));
    this.#read.set(path, shown);

    return shown;
  }
}

const MOST_FILES = 20;
/** Of one, and of all that are read: a bundle of megabytes is none of many small handlers. */
const MOST_TEXT = 500_000;
