import { action, type Outcome } from '../../signatures/index.ts';
import { bindingOf } from '../scope.ts';
import { type AnyNode, childrenOf, type FunctionNode, isCall } from '../syntax.ts';
import { type Proof, Verification } from './verification.ts';

/** Reads what stands before a route: to hand a request on is what it must not do unasked. */
export class GuardVerification extends Verification {
  protected override readExpression(node: AnyNode): Outcome<AnyNode> {
    return isCall(node) && handsOn(node) ? action : super.readExpression(node);
  }

  /** The check without which a function hands no request on; undefined where there is none, or nothing is handed on. */
  guardOf(of: FunctionNode): Proof | undefined {
    const { acts, found } = this.of(of);

    return !acts && found && someIn(of.body, handsOn) ? found : undefined;
  }
}

/** `next()`, which is the second parameter or a later one. With an error it ends the request. */
function handsOn(node: AnyNode): boolean {
  if (!isCall(node) || node.callee.type !== 'Identifier' || node.arguments.length > 0) return false;

  const definitions = bindingOf(node.callee)?.definitions ?? [];
  return definitions.some(
    ({ kind, ...of }) => kind === 'parameter' && 'index' in of && of.index > 0,
  );
}

function someIn(node: AnyNode | null | undefined, is: (node: AnyNode) => boolean): boolean {
  const pending = node ? [node] : [];
  for (let at = pending.pop(); at; at = pending.pop()) {
    if (is(at)) return true;
    pending.push(...childrenOf(at));
  }
  return false;
}
