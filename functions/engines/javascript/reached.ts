import type { Entry } from './entry.ts';
import { type FieldPath, keyOf, loosened } from './field-path.ts';
import { type Harms, noHarm } from './harms.ts';
import type { AnyNode } from './syntax.ts';

/** Expressions that the event is known to reach, where in their value, and by which way in. */
export class Reached {
  readonly #known = new Map<AnyNode, Map<Entry, Map<string, Harms>>>();

  /**
   * @returns where it is and what it can do there, as far as that was not known. Self-referring data
   *   has as many places as there are sequences of its fields, so beyond a few only first field and
   *   depth are kept.
   */
  add(
    node: AnyNode,
    path: FieldPath,
    entry: Entry,
    harms: Harms,
  ): { readonly path: FieldPath; readonly harms: Harms } | undefined {
    const entries = this.#known.get(node) ?? new Map<Entry, Map<string, Harms>>();
    const known = entries.get(entry) ?? new Map<string, Harms>();
    const place = known.size < maxPaths || known.has(keyOf(path)) ? path : loosened(path);
    const key = keyOf(place);
    const before = known.get(key) ?? noHarm;
    const more = harms & ~before;
    if (more === noHarm) return undefined;

    this.#known.set(node, entries.set(entry, known.set(key, before | more)));
    return { path: place, harms: more };
  }
}

const maxPaths = 16;
