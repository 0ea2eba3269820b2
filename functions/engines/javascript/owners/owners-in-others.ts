import { Budget } from '../../flow/index.ts';
import { PackageFolders } from '../../packages/index.ts';
import { OwnersInFiles, type ShownOwners } from '../../signatures/index.ts';
import { Places } from '../evidence.ts';
import type { JavaScriptSource } from '../find-weaknesses.ts';
import { loadModules, type Modules } from '../modules.ts';
import { OwnPackages } from '../own-packages.ts';
import { Resolver } from '../resolver.ts';
import { routesIn } from '../routes.ts';
import type { NodeOf } from '../syntax.ts';
import { CallerIdentity } from './caller-identity.ts';
import { OwnedPlaces } from './owned-places.ts';

/** As they are written. */
type Keys = readonly NodeOf<'ObjectExpression'>[];

export type OwnersInOthers = OwnersInFiles<Keys>;

/** What the files of the archive show of owners that a function does not load. */
export function ownersInOthers({ files }: Modules, source: JavaScriptSource): OwnersInOthers {
  return new OwnersInFiles(source.files, files, (path) => shownBy(path, source));
}

function shownBy(
  path: string,
  { files, own = new OwnPackages([]), folders = new PackageFolders([]) }: JavaScriptSource,
): ShownOwners<Keys> {
  const modules = loadModules({ files, own, folders }, path, MOST_NODES);
  const budget = new Budget(MOST_STEPS);
  const values = new Resolver(modules, budget, routesIn(modules, budget).all);
  const places = new Places(files);
  const owned = new OwnedPlaces(values, new CallerIdentity(values));

  return (place, keys) => owned.of(place, keys, places);
}

const MOST_NODES = 200_000;
const MOST_STEPS = 200_000;
