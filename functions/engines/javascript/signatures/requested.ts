import { Requested as RequestedBy } from '../../signatures/index.ts';
import { type Binding, bindingOf } from '../scope.ts';
import { type AnyNode, childrenOf, type FunctionNode } from '../syntax.ts';

/** Knows which expressions a request decides: those with a parameter of a function in them. */
export class Requested extends RequestedBy<AnyNode, Binding> {
  constructor() {
    super({
      childrenOf,
      bindingOf: (node) => (node.type === 'Identifier' ? bindingOf(node) : undefined),
      isRequest: () => false,
      isGiven,
    });
  }
}

function isGiven(binding: Binding, has: (node: AnyNode) => boolean): boolean {
  return (
    isRest(binding) ||
    binding.definitions.some((definition) => {
      if (definition.kind === 'parameter') return !isOfModule(definition.of);
      return definition.kind === 'value' && has(definition.node);
    })
  );
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
