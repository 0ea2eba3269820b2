import { Budget, withinBudget } from '../../flow/index.ts';
import { PackageFolders } from '../../packages/index.ts';
import { type FoundOwner, isSureOwner, mayKnowCaller } from '../../signatures/index.ts';
import { Places } from '../evidence.ts';
import type { JavaScriptSource } from '../find-weaknesses.ts';
import { loadModules, type Modules } from '../modules.ts';
import { OwnPackages } from '../own-packages.ts';
import { Resolver } from '../resolver.ts';
import { routesIn } from '../routes.ts';
import type { NodeOf } from '../syntax.ts';
import { CallerIdentity } from './caller-identity.ts';
import { OwnedPlaces } from './owned-places.ts';

/** Knows what the files of the archive that a function does not load show of owners: handlers of other functions. Each is read once. */
export class OwnersInOthers {
  readonly #source: JavaScriptSource;
  readonly #others: readonly (readonly [path: string, text: string])[];
  readonly #read = new Map<string, Shown | undefined>();
  #length = 0;

  constructor({ files: loaded }: Modules, source: JavaScriptSource) {
    this.#source = source;
    this.#others = [...source.files].filter(
      ([path, text]) => !loaded.has(path) && text.length <= MOST_TEXT && mayKnowCaller(text),
    );
  }

  /** Whether there are files that may show some. */
  get mayBeAny(): boolean {
    return this.#others.length > 0;
  }

  /** Those that the first files show, up to one that does surely. */
  of(place: string, key: readonly NodeOf<'ObjectExpression'>[]): readonly FoundOwner[] {
    const shown: FoundOwner[] = [];
    for (const [path, text] of this.#others.slice(0, MOST_FILES)) {
      const found = this.#in(path, text)?.(place, key) ?? [];
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
      this.#length > MOST_TEXT ? undefined : withinBudget(() => shownBy(path, this.#source));
    this.#read.set(path, shown);

    return shown;
  }
}

type Shown = (
  place: string,
  key: readonly NodeOf<'ObjectExpression'>[],
) => readonly FoundOwner[] | undefined;

function shownBy(
  path: string,
  { files, own = new OwnPackages([]), folders = new PackageFolders([]) }: JavaScriptSource,
): Shown {
  const modules = loadModules({ files, own, folders }, path, MOST_NODES);
  const budget = new Budget(MOST_STEPS);
  const values = new Resolver(modules, budget, routesIn(modules, budget).all);
  const places = new Places(files);
  const owned = new OwnedPlaces(values, new CallerIdentity(values));

  return (place, key) => withinBudget(() => owned.of(place, key, places));
}

const MOST_FILES = 20;
/** Of one, and of all that are read: a bundle of megabytes is none of many small handlers. */
const MOST_TEXT = 500_000;
const MOST_NODES = 200_000;
const MOST_STEPS = 200_000;
