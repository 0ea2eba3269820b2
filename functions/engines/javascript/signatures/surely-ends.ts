import type { AnyNode } from '../syntax.ts';

/** Whether a function surely returns or throws before its end is reached, where it would say `undefined`. */
export function surelyEnds(body: AnyNode | null | undefined): boolean {
  switch (body?.type) {
    case 'ReturnStatement':
    case 'ThrowStatement':
      return true;
    case 'BlockStatement':
      return body.body.some(surelyEnds);
    case 'IfStatement':
      return surelyEnds(body.consequent) && surelyEnds(body.alternate);
    case 'TryStatement':
      return (
        surelyEnds(body.finalizer) ||
        (surelyEnds(body.block) && (!body.handler || surelyEnds(body.handler.body)))
      );
    default:
      // The expression of an arrow function.
      return body !== null && body !== undefined && /Expression$|Literal$/.test(body.type);
  }
}
