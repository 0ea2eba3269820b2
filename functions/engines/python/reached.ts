import type { Entry } from './entry.ts';
import { type FieldPath, keyOf, loosened } from './field-path.ts';
import type { Kinds } from './kinds.ts';
import type { AnyNode } from './syntax.ts';

/** Expressions that the event is known to reach, where in their value, how safe, and by which way in. */
export class Reached {
  readonly #paths = new Map<AnyNode, Map<Entry, Map<string, Kinds>>>();

  /**
   * @returns where it is and what it is safe for by all that is known, if that was not known.
   *   Self-referring data has as many places as there are sequences of its fields, so beyond a few
   *   only first field and depth are kept.
   */
  add(
    node: AnyNode,
    path: FieldPath,
    safe: Kinds,
    entry: Entry,
  ): { readonly path: FieldPath; readonly safe: Kinds } | undefined {
    const entries = this.#paths.get(node) ?? new Map<Entry, Map<string, Kinds>>();
    const known = entries.get(entry) ?? new Map<string, Kinds>();
    const isKnown = known.has(keyOf(path));
    const place = isKnown || known.size < MOST_PATHS ? path : loosened(path);
    const before = known.get(keyOf(place));
    const now = before === undefined ? safe : before & safe;
    if (before === now) return undefined;

    this.#paths.set(node, entries.set(entry, known.set(keyOf(place), now)));
    return { path: place, safe: now };
  }
}

const MOST_PATHS = 16;
