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

/** What the files of the archive that a function does not load show of it: handlers of other functions. The first that do. */
export function ownersInOthers(
  place: string,
  key: readonly NodeOf<'ObjectExpression'>[],
  { files: loaded }: Modules,
  source: JavaScriptSource,
): readonly FoundOwner[] {
  const { files, own = new OwnPackages([]), folders = new PackageFolders([]) } = source;
  const others = [...files].filter(([path, text]) => !loaded.has(path) && mayKnowCaller(text));

  const shown: FoundOwner[] = [];
  for (const [path] of others.slice(0, MOST_FILES)) {
    // What is no code, or too much to follow, shows nothing.
    const found = withinBudget(() => {
      const modules = loadModules({ files, own, folders }, path, MOST_NODES);
      const budget = new Budget(MOST_STEPS);
      const values = new Resolver(modules, budget, routesIn(modules, budget).all);
      const places = new Places(files);
      return new OwnedPlaces(values, new CallerIdentity(values)).of(place, key, places);
    });
    shown.push(...(found ?? []));
    if (shown.some(isSureOwner)) break;
  }
  return shown;
}

const MOST_FILES = 20;
const MOST_NODES = 200_000;
const MOST_STEPS = 200_000;
