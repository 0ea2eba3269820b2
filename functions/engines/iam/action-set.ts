import {
  type CatalogueAction,
  catalogueSize,
  placesMatching,
  wholeCatalogue,
} from './action-catalogue.ts';
import type { Selection } from './policy-document.ts';

/** Actions of the catalogue, a bit for each, in its order. */
export type ActionSet = Uint32Array;

export function noActions(): ActionSet {
  return new Uint32Array(Math.ceil(catalogueSize() / 32));
}

/** What a selection of actions stands for today. What AWS does not know is not in it. */
export function actionsSelected(selection: Selection): ActionSet {
  const set = noActions();
  addSelected(set, selection);

  return set;
}

export function addSelected(set: ActionSet, { scope, patterns }: Selection): void {
  if (scope === 'only') {
    for (const pattern of patterns) addMatching(set, pattern);
  } else {
    const others = actionsSelected({ scope: 'only', patterns: ['*'] });
    removeAll(others, actionsSelected({ scope: 'only', patterns }));
    addAll(set, others);
  }
}

export function addAll(set: ActionSet, more: ActionSet): void {
  for (let at = 0; at < set.length; at += 1) set[at] = (set[at] ?? 0) | (more[at] ?? 0);
}

export function removeAll(set: ActionSet, less: ActionSet): void {
  for (let at = 0; at < set.length; at += 1) set[at] = (set[at] ?? 0) & ~(less[at] ?? 0);
}

export function keepOnly(set: ActionSet, other: ActionSet): void {
  for (let at = 0; at < set.length; at += 1) set[at] = (set[at] ?? 0) & (other[at] ?? 0);
}

/** In the order of the catalogue. */
export function actionsIn(set: ActionSet): readonly CatalogueAction[] {
  const all = wholeCatalogue();
  const found: CatalogueAction[] = [];

  // An iterator would make an array of each word, and most words are 0.
  for (let at = 0; at < set.length; at += 1) {
    for (let bits = set[at] ?? 0; bits !== 0; bits &= bits - 1) {
      const action = all[at * 32 + 31 - Math.clz32(bits & -bits)];
      if (action) found.push(action);
    }
  }
  return found;
}

function addMatching(set: ActionSet, pattern: string): void {
  const found = placesOf(pattern);

  if (found instanceof Uint32Array) addAll(set, found);
  else addPlaces(set, found);
}

function addPlaces(set: ActionSet, places: Uint16Array): void {
  for (let at = 0; at < places.length; at += 1) {
    const place = places[at] ?? 0;
    set[place >>> 5] = (set[place >>> 5] ?? 0) | (1 << (place & 31));
  }
}

/** Few places are a list, many are a set. */
type Places = Uint16Array | ActionSet;

const known = new Map<string, Places>();
let held = 0;

/** Bytes that patterns known may take. */
const MOST = 4 * 2 ** 20;

/** Policies of an account write the same few patterns again and again. */
function placesOf(pattern: string): Places {
  const before = known.get(pattern);
  if (before) return before;

  const places = compact(Uint16Array.from(placesMatching(pattern)));
  if (held > MOST) {
    known.clear();
    held = 0;
  }
  known.set(pattern, places);
  held += places.byteLength + pattern.length * 2;
  return places;
}

function compact(list: Uint16Array): Places {
  const set = noActions();
  if (list.byteLength <= set.byteLength) return list;

  addPlaces(set, list);
  return set;
}
