import { action, type Outcome } from '../../signatures/index.ts';
import { bindingOf, parentOf } from '../scope.ts';
import { type AnyNode, childrenOf, type FunctionNode, isCall } from '../syntax.ts';
import { isSureError } from './sure-errors.ts';
import { type Proof, Verification } from './verification.ts';

/** Reads what stands before a route: to hand a request on is what it must not do unasked. */
export class GuardVerification extends Verification {
  protected override readExpression(node: AnyNode): Outcome<AnyNode> {
    if (isCall(node) && isNext(node.callee)) {
      const [error, ...more] = node.arguments;
      const isEnd = error !== undefined && isSureError(error, this.values);
      return isEnd ? this.expressions([error, ...more]) : action;
    }
    // Given to something else, which may call it.
    return isNext(node) ? action : super.readExpression(node);
  }
}

/**
 * The check without which a function hands no request on; undefined where there is none, or nothing is handed on.
 *
 * @param guards reads it so that to hand on is an act.
 */
export function guardOf(of: FunctionNode, guards: Verification): Proof | undefined {
  const { acts, found } = guards.of(of);

  return !acts && found && handsRequestOn(of) ? found : undefined;
}

/** Whether `next()` stands in it. */
export function handsRequestOn({ body }: FunctionNode): boolean {
  const pending: AnyNode[] = body ? [body] : [];

  for (let at = pending.pop(); at; at = pending.pop()) {
    if (isCall(at) && at.arguments.length === 0 && isNext(at.callee)) return true;
    pending.push(...childrenOf(at));
  }
  return false;
}

/** What is run for a request that was refused, and goes on with it: `(error, request, response, next) => next()`. */
export function handsErrorOn(of: FunctionNode): boolean {
  return of.params.length === 4 && handsRequestOn(of);
}

/** The last of three parameters or four, or the second of two that is called by itself, as Koa has it. */
export function isNext(node: AnyNode): boolean {
  const binding = node.type === 'Identifier' ? bindingOf(node) : undefined;
  const [definition] = binding?.definitions ?? [];
  if (!binding || definition?.kind !== 'parameter' || definition.path.length > 0) return false;
  const { index, of } = definition;
  if (index === 0 || index !== of.params.length - 1) return false;

  return index > 1 || binding.reads.some(isCalledAlone);
}

function isCalledAlone(read: AnyNode): boolean {
  const call = parentOf(read);

  return isCall(call) && call.callee === read && call.arguments.length === 0;
}
