import type { Budget } from './budget.ts';
import { type FieldPath, keyOf, startsWith } from './field-path.ts';

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
  /** Whether a write is run whenever the read is, and before it. */
  isSurelyBefore(write: W, read: Read): boolean;
  /** Of `name.a.b`, where the read is of `name`: a and b. */
  fieldsAfter(read: Read): FieldPath;
  /** The innermost loop around both: what is set late in one turn is read in the next. */
  loopAround?(one: N, other: N): N | undefined;
}

/** Knows which assignments surely come before a read. Each read is looked at once. */
export class Overwrites<N extends Node, Read extends N, W extends Write<N>> {
  readonly #budget: Budget;
  readonly #order: Order<N, Read, W>;
  readonly #before = new Map<Read, readonly W[]>();

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

    return this.#lastBefore(read, writes).some(({ node, path: written }) => {
      const isBetween = node.start < origin.start && origin.start < read.start;
      return (
        node !== origin &&
        !isBetween &&
        (!loop || node.start >= loop.start) &&
        (startsWith(path, written) || startsWith(fieldsAfter(read), written))
      );
    });
  }

  /** The last of each path: where it does not replace, those before it do not either. */
  #lastBefore(read: Read, writes: readonly W[]): readonly W[] {
    const known = this.#before.get(read);
    if (known) return known;

    this.#budget.spend(writes.length);
    const last = new Map<string, W>();
    for (const write of writes) {
      const key = keyOf(write.path);
      const isLater = write.node.start > (last.get(key)?.node.start ?? -1);
      if (isLater && this.#order.isSurelyBefore(write, read)) last.set(key, write);
    }
    this.#before.set(read, [...last.values()]);
    return [...last.values()];
  }
}
