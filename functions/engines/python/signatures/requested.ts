import { childrenOf } from '../children-of.ts';
import { type Binding, bindingOf } from '../scope.ts';
import type { AnyNode } from '../syntax.ts';

/**
 * Knows which expressions a request decides: those with a parameter of a function in them, a request of
 * a framework, or a name that was given such a value.
 */
export class Requested {
  readonly #known = new Map<Binding, boolean>();

  /** Whether any part of it does, functions that it holds included. */
  has(node: AnyNode): boolean {
    const pending = [node];

    for (let next = pending.pop(), steps = 0; next; next = pending.pop(), steps += 1) {
      // What is too much to look through may hold anything.
      if (steps > MOST_NODES) return true;
      const binding = bindingOf(next);
      if (binding && this.#isRequested(binding)) return true;
      if (next.type === 'Attribute' && current.test(next.name)) return true;
      pending.push(...childrenOf(next));
    }
    return false;
  }

  #isRequested(binding: Binding): boolean {
    const known = this.#known.get(binding);
    if (known !== undefined) return known;

    this.#known.set(binding, false);
    const { definitions, scope, writes } = binding;
    // What a pattern takes, or what is only added to.
    const isUnseen = definitions.length === 0 && scope.function !== undefined;
    const isRequested =
      isUnseen ||
      definitions.some((each) => {
        if (each.kind === 'parameter') return true;
        if (each.kind === 'import') return each.name === 'request';
        return each.kind === 'value' && this.has(each.node);
      }) ||
      writes.some(({ value }) => this.has(value));
    this.#known.set(binding, isRequested);
    return isRequested;
  }
}

/** Of an application, and of a module: `app.current_request`, `flask.request`. */
const current = /^(?:current_request|current_event|request)$/;

const MOST_NODES = 5_000;
