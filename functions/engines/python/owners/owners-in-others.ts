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

/** What the files of the archive that a function does not load show of it: handlers of other functions. The first that do. */
export function ownersInOthers(
  place: string,
  keys: readonly WrittenItem[],
  { files: loaded }: Modules,
  { files }: PythonSource,
  asked: AskedOfChange,
): readonly FoundOwner[] {
  const others = [...files].filter(([path, text]) => !loaded.has(path) && mayKnowCaller(text));

  const shown: FoundOwner[] = [];
  for (const [path] of others.slice(0, MOST_FILES)) {
    // What is no code, or too much to follow, shows nothing.
    const found = withinBudget(() => {
      // A copy, for the modules of the handler are kept by their files.
      const modules = loadModules(new Map(files), path, MOST_TOKENS);
      const values = new Resolver(modules, new Budget(MOST_STEPS));
      const places = new Places(files);
      return new OwnedPlaces(
        { ...asked, values, isLive: () => true },
        new CallerIdentity(values),
      ).of(place, keys, places);
    });
    shown.push(...(found ?? []));
    if (shown.some(isSureOwner)) break;
  }
  return shown;
}

const MOST_FILES = 20;
const MOST_TOKENS = 200_000;
const MOST_STEPS = 400_000;
