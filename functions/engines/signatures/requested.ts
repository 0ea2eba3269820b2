/** What a language says of its expressions and names. */
export interface Names<Node, Binding extends object> {
  readonly childrenOf: (node: Node) => readonly Node[];
  /** What a name stands for; undefined for all that is no name, or is one of no code that is read. */
  readonly bindingOf: (node: Node) => Binding | undefined;
  /** Whether an expression is a request wherever it stands, as one of a framework. */
  readonly isRequest: (node: Node) => boolean;
  /**
   * Whether a name is given what a request decides.
   *
   * @param has of the values that it is given.
   */
  readonly isGiven: (binding: Binding, has: (node: Node) => boolean) => boolean;
}

/** Knows which expressions a request decides: those in which it, or a name that is given it, stands. */
export class Requested<Node, Binding extends object> {
  readonly #names: Names<Node, Binding>;
  readonly #known = new Map<Binding, boolean>();

  constructor(names: Names<Node, Binding>) {
    this.#names = names;
  }

  /** Whether any part of it does, functions that it holds included. */
  has(node: Node): boolean {
    const pending = [node];

    for (let next = pending.pop(), steps = 0; next; next = pending.pop(), steps += 1) {
      // What is too much to look through may hold anything.
      if (steps > MOST_NODES) return true;
      const binding = this.#names.bindingOf(next);
      if (binding && this.#isRequested(binding)) return true;
      if (this.#names.isRequest(next)) return true;
      pending.push(...this.#names.childrenOf(next));
    }
    return false;
  }

  /** One that is given itself is given nothing new. */
  #isRequested(binding: Binding): boolean {
    const known = this.#known.get(binding);
    if (known !== undefined) return known;

    this.#known.set(binding, false);
    const isRequested = this.#names.isGiven(binding, (node) => this.has(node));
    this.#known.set(binding, isRequested);
    return isRequested;
  }
}

const MOST_NODES = 5_000;
