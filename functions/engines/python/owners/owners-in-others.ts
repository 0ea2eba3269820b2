import { Budget } from '../../flow/index.ts';
import { OwnersInFiles, type ShownOwners } from '../../signatures/index.ts';
import type { AskedOfChange } from '../decided/decided-call.ts';
import { Places } from '../evidence.ts';
import type { PythonSource } from '../find-weaknesses.ts';
import { loadModules, type Modules } from '../modules.ts';
import { Resolver } from '../resolver.ts';
import type { WrittenItem } from '../signatures/written-items.ts';
import { CallerIdentity } from './caller-identity.ts';
import { OwnedPlaces } from './owned-places.ts';

/** As they are written. */
type Keys = readonly WrittenItem[];

export type OwnersInOthers = OwnersInFiles<Keys>;

/** What the files of the archive show of owners that a function does not load. */
export function ownersInOthers(
  { files }: Modules,
  source: PythonSource,
  asked: AskedOfChange,
): OwnersInOthers {
  return new OwnersInFiles(source.files, files, (path) => shownBy(path, source, asked));
}

function shownBy(path: string, { files }: PythonSource, asked: AskedOfChange): ShownOwners<Keys> {
  // A copy, for the modules of the handler are kept by their files.
  const modules = loadModules(new Map(files), path, MOST_TOKENS);
  const values = new Resolver(modules, new Budget(MOST_STEPS));
  const places = new Places(files);
  const owned = new OwnedPlaces(
    { ...asked, values, isLive: () => true },
    new CallerIdentity(values),
  );

  return (place, keys) => owned.of(place, keys, places);
}

const MOST_TOKENS = 200_000;
const MOST_STEPS = 400_000;
