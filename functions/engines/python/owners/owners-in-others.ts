import { Budget, withinBudget } from '../../flow/index.ts';
import { type FoundOwner, isSureOwner, mayKnowCaller } from '../../signatures/index.ts';
import type { AskedOfChange } from '../decided/decided-call.ts';
import { Places } from '../evidence.ts';
import type { PythonSource } from '../find-weaknesses.ts';
import { loadModules, type Modules } from '../modules.ts';
import { Resolver } from '../resolver.ts';
import type { WrittenItem } from '../signatures/written-items.ts';
import { CallerIdentity } from './caller-identity.ts';
import { OwnedPlaces } from './owned-places.ts';

/** Knows what the files of the archive that a function does not load show of owners: handlers of other functions. Each is read once. */
export class OwnersInOthers {
  readonly #source: PythonSource;
  readonly #asked: AskedOfChange;
  readonly #others: readonly (readonly [path: string, text: string])[];
  readonly #read = new Map<string, Shown | undefined>();
  #length = 0;

  constructor({ files: loaded }: Modules, source: PythonSource, asked: AskedOfChange) {
    this.#source = source;
    this.#asked = asked;
    this.#others = [...source.files].filter(
      ([path, text]) => !loaded.has(path) && text.length <= MOST_TEXT && mayKnowCaller(text),
    );
  }

  /** Whether there are files that may show some. */
  get mayBeAny(): boolean {
    return this.#others.length > 0;
  }

  /** Those that the first files show, up to one that does surely. */
  of(place: string, keys: readonly WrittenItem[]): readonly FoundOwner[] {
    const shown: FoundOwner[] = [];
    for (const [path, text] of this.#others.slice(0, MOST_FILES)) {
      const found = this.#in(path, text)?.(place, keys) ?? [];
      shown.push(...found);
      if (found.some(isSureOwner)) break;
    }
    return shown;
  }

  #in(path: string, text: string): Shown | undefined {
    if (this.#read.has(path)) return this.#read.get(path);
    this.#length += text.length;
    // What is no code, or too much to follow, shows nothing.
    const shown =
      this.#length > MOST_TEXT
        ? undefined
        : withinBudget(() => shownBy(path, this.#source, this.#asked));
    this.#read.set(path, shown);

    return shown;
  }
}

type Shown = (place: string, keys: readonly WrittenItem[]) => readonly FoundOwner[] | undefined;

function shownBy(path: string, { files }: PythonSource, asked: AskedOfChange): Shown {
  // A copy, for the modules of the handler are kept by their files.
  const modules = loadModules(new Map(files), path, MOST_TOKENS);
  const values = new Resolver(modules, new Budget(MOST_STEPS));
  const places = new Places(files);
  const owned = new OwnedPlaces(
    { ...asked, values, isLive: () => true },
    new CallerIdentity(values),
  );

  return (place, keys) => withinBudget(() => owned.of(place, keys, places));
}

const MOST_FILES = 20;
/** Of one, and of all that are read: a bundle of megabytes is none of many small handlers. */
const MOST_TEXT = 500_000;
const MOST_TOKENS = 200_000;
const MOST_STEPS = 400_000;
