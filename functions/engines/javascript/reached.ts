import type { Entry } from './entry.ts';
import { type FieldPath, keyOf, loosened } from './field-path.ts';
import type { AnyNode } from './syntax.ts';

/** Expressions that the event is known to reach, where in their value, and by which way in. */
export class Reached {
  readonly #paths = new Map<AnyNode, Map<Entry, Set<string>>>();

  /**
   * @returns where it is, if that was not known. Self-referring data has as many places as there
   *   are sequences of its fields, so beyond a few only first field and depth are kept.
   */
  add(node: AnyNode, path: FieldPath, entry: Entry): FieldPath | undefined {
    const entries = this.#paths.get(node) ?? new Map<Entry, Set<string>>();
    const known = entries.get(entry) ?? new Set();
    if (known.has(keyOf(path))) return undefined;

    const place = known.size < maxPaths ? path : loosened(path);
    if (known.has(keyOf(place))) return undefined;

    this.#paths.set(node, entries.set(entry, known.add(keyOf(place))));
    return place;
  }
}

const maxPaths = 16;
