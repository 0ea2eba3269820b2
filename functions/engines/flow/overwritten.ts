import type { Budget } from './budget.ts';
import type { FieldPath } from './field-path.ts';

/** Something in a file, in UTF-16 units. */
interface Node {
  readonly start: number;
}

/** `name = value` (the path is empty) or `name.field = value`. */
interface Write<N> {
  readonly node: N;
  readonly path: FieldPath;
}

/** What the syntax of a language says of the order in which code runs. */
interface Order<N, Read extends N, W extends Write<N>> {
  /** The function that a node stands in; the same for all at the top of files. */
  functionOf(node: N): unknown;
  /** Whether a write is run whenever the read is, and before it, in the text as well. */
  isSurelyBefore(write: W, read: Read): boolean;
  /** Of `name.a.b`, where the read is of `name`: a and b. */
  fieldsAfter(read: Read): FieldPath;
  /** The innermost loop around both: what is set late in one turn is read in the next. */
  loopAround?(one: N, other: N): N | undefined;
}

/** The writes of one path, the first in the text first, and those of paths that go on from it. */
interface Place<W> {
  readonly writes: W[];
  readonly fields: Map<string, Place<W>>;
}

/** Knows which assignments surely come before a read. Only those are looked at that set what is asked about, or a part around it. */
export class Overwrites<N extends Node, Read extends N, W extends Write<N>> {
  readonly #budget: Budget;
  readonly #order: Order<N, Read, W>;
  readonly #places = new WeakMap<readonly W[], { readonly size: number; readonly of: Place<W> }>();
  readonly #before = new Map<Read, Map<Place<W>, W | undefined>>();

  constructor(budget: Budget, order: Order<N, Read, W>) {
    this.#budget = budget;
    this.#order = order;
  }

  /**
   * Whether what a name held since `origin` is surely replaced before `read`: by an assignment among
   * the statements before it, in the same block or one around it, with `origin` not in between.
   *
   * @param writes all of that name
   */
  isOverwritten(writes: readonly W[], path: FieldPath, origin: N, read: Read): boolean {
    const { functionOf, fieldsAfter } = this.#order;
    if (writes.length === 0 || functionOf(origin) !== functionOf(read)) return false;
    const isLater = origin.start > read.start;
    const loop = isLater ? this.#order.loopAround?.(origin, read) : undefined;
    const all = this.#placesOf(writes);

    return [...around(all, path), ...around(all, fieldsAfter(read))].some((place) => {
      const node = this.#lastBefore(read, place)?.node;
      if (!node || node === origin) return false;
      const isBetween = node.start < origin.start && origin.start < read.start;
      return !isBetween && (!loop || node.start >= loop.start);
    });
  }

  #placesOf(writes: readonly W[]): Place<W> {
    const known = this.#places.get(writes);
    if (known?.size === writes.length) return known.of;

    this.#budget.spend(writes.length);
    const of = newPlace<W>();
    for (const write of writes.toSorted((a, b) => a.node.start - b.node.start)) {
      let at = of;
      for (const field of write.path) {
        const next = at.fields.get(field) ?? newPlace<W>();
        at.fields.set(field, next);
        at = next;
      }
      at.writes.push(write);
    }
    this.#places.set(writes, { size: writes.length, of });
    return of;
  }

  /** The last of one path: where it does not replace, those before it do not either. */
  #lastBefore(read: Read, place: Place<W>): W | undefined {
    const known = this.#before.get(read) ?? new Map<Place<W>, W | undefined>();
    if (known.has(place)) return known.get(place);
    const last = this.#found(read, place.writes);

    this.#before.set(read, known.set(place, last));
    return last;
  }

  #found(read: Read, writes: readonly W[]): W | undefined {
    for (let at = countUpTo(writes, read) - 1; at >= 0; at -= 1) {
      const write = writes[at];
      this.#budget.spend();
      if (write && this.#order.isSurelyBefore(write, read)) return write;
    }
    return undefined;
  }
}

function newPlace<W>(): Place<W> {
  return { writes: [], fields: new Map() };
}

/** The places that are written of what lies at a path, and of all that it lies in. */
function around<W>(all: Place<W>, path: FieldPath): readonly Place<W>[] {
  const places = all.writes.length > 0 ? [all] : [];
  let at: Place<W> | undefined = all;

  for (const field of path) {
    at = at.fields.get(field);
    if (!at) break;
    if (at.writes.length > 0) places.push(at);
  }
  return places;
}

/** How many begin before a node; all of them lie in order. */
function countUpTo(writes: readonly Write<Node>[], { start }: Node): number {
  let [from, to] = [0, writes.length];

  while (from < to) {
    const middle = (from + to) >> 1;
    if ((writes[middle]?.node.start ?? 0) < start) from = middle + 1;
    else to = middle;
  }
  return from;
}
