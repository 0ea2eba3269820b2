import { type Binding, bindingOf } from '../scope.ts';
import { type AnyNode, childrenOf, type FunctionNode } from '../syntax.ts';

/**
 * Knows which expressions a request decides: those with a parameter of a function in them, or a name that
 * was given such a value.
 */
export class Requested {
  readonly #known = new Map<Binding, boolean>();

  /** Whether any part of it does, functions that it holds included. */
  has(node: AnyNode): boolean {
    const pending = [node];

    for (let next = pending.pop(), steps = 0; next; next = pending.pop(), steps += 1) {
      // What is too much to look through may hold anything.
      if (steps > MOST_NODES) return true;
      const binding = next.type === 'Identifier' ? bindingOf(next) : undefined;
      if (binding && this.#isRequested(binding)) return true;
      pending.push(...childrenOf(next));
    }
    return false;
  }

  #isRequested(binding: Binding): boolean {
    const known = this.#known.get(binding);
    if (known !== undefined) return known;

    this.#known.set(binding, false);
    const isRequested =
      isRest(binding) ||
      binding.definitions.some((definition) => {
        if (definition.kind === 'parameter') return !isOfModule(definition.of);
        return definition.kind === 'value' && this.has(definition.node);
      });
    this.#known.set(binding, isRequested);
    return isRequested;
  }
}

/** `function (...all)`: it is declared with nothing that says what it is. */
function isRest({ name, scope, definitions }: Binding): boolean {
  return definitions.length === 0 && scope.function !== undefined && name !== 'this';
}

/** A bundler's `(module, exports, require) => …`. */
function isOfModule({ params }: FunctionNode): boolean {
  return params.some((parameter) => {
    const name = parameter.type === 'Identifier' ? parameter.name : '';
    return /^(?:module|exports|__webpack_\w+|__unused_webpack_\w+)$/.test(name);
  });
}

const MOST_NODES = 5_000;
