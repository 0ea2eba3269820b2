import { Requested as RequestedBy } from '../../signatures/index.ts';
import { childrenOf } from '../children-of.ts';
import { type Binding, bindingOf } from '../scope.ts';
import type { AnyNode } from '../syntax.ts';

/** Knows which expressions a request decides: those with a parameter, or a request of a framework, in them. */
export class Requested extends RequestedBy<AnyNode, Binding> {
  constructor() {
    super({ childrenOf, bindingOf, isRequest: isRequestField, isGiven });
  }
}

/** `app.current_request`, `flask.request`; not the module `urllib.request`. */
export function isRequestField(node: AnyNode): boolean {
  if (node.type !== 'Attribute' || !current.test(node.name)) return false;

  return node.object.type !== 'Name' || node.object.name !== 'urllib';
}

function isGiven(
  { definitions, scope, writes }: Binding,
  has: (node: AnyNode) => boolean,
): boolean {
  // What a pattern takes, or what is only added to.
  const isUnseen = definitions.length === 0 && scope.function !== undefined;

  return (
    isUnseen ||
    definitions.some((each) => {
      if (each.kind === 'parameter') return true;
      if (each.kind === 'import') return each.name === 'request';
      return each.kind === 'value' && has(each.node);
    }) ||
    writes.some(({ value }) => has(value))
  );
}

const current = /^(?:current_request|current_event|request)$/;
