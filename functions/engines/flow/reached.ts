import { type FieldPath, inSomeField, keyOf, loosened } from './field-path.ts';

/** What the event can still do somewhere, as bits of a number: what is ruled out on its way does not come back. */
type Harms = number;

/** Expressions that the event is known to reach, where in their value, and by which way in. */
export class Reached<Expression extends object, Entry extends object> {
  readonly #known = new Map<Expression, Map<Entry, Map<string, Harms>>>();
  readonly #ofAll: Harms;

  /**
   * @param ofAll bits that say something of all that the event can do: where one is new, all is, and
   *   they go along with whatever is.
   */
  constructor(ofAll: Harms = 0) {
    this.#ofAll = ofAll;
  }

  /**
   * @returns where it is and what it can do there, as far as that was not known. Self-referring data
   *   has as many places as there are sequences of its fields, so beyond a few only first field and
   *   depth are kept.
   */
  add(
    node: Expression,
    path: FieldPath,
    entry: Entry,
    harms: Harms,
  ): { readonly path: FieldPath; readonly harms: Harms } | undefined {
    const entries = inMap(this.#known, node, () => new Map<Entry, Map<string, Harms>>());
    const known = inMap(entries, entry, () => new Map<string, Harms>());
    const own = keyOf(path);
    const isKept = known.size < MOST_PATHS || known.has(own);
    const place = isKept ? path : placeAmong(known, path);
    const key = isKept ? own : keyOf(place);
    const before = known.get(key) ?? 0;
    const more = harms & ~before;
    if (more === 0) return undefined;

    known.set(key, before | more);
    const ofAll = harms & this.#ofAll;
    return { path: place, harms: (more & ofAll) === 0 ? more | ofAll : harms };
  }
}

const MOST_PATHS = 16;

/** Of an object with very many fields, not even these are kept apart. */
function placeAmong(known: ReadonlyMap<string, Harms>, path: FieldPath): FieldPath {
  const place = loosened(path);
  const isKept = known.size < MOST_FIELDS || known.has(keyOf(place));

  return isKept ? place : (inSomeField(place) ?? place);
}

/** Each method of a class may be reached with each field of it. */
const MOST_FIELDS = 100;

/** What a map holds at a key, made where it holds nothing yet. */
function inMap<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const held = map.get(key);
  if (held !== undefined) return held;

  const made = make();
  map.set(key, made);
  return made;
}
