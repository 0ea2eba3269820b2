import { type AnyNode, type CallNode, calledName, childrenOf, memberName } from '../syntax.ts';
import type { Values } from '../value.ts';
import { writtenBy } from './given-fields.ts';

/**
 * Whether another service says it, and a request no more than which of its own records it asks for: a payment that its provider knows, or
 * who someone is by the code of a log-in, which the service takes with the secret of the client alone.
 */
export function isVouchedFor(call: CallNode, values: Values): boolean {
  const method = calledName(call) ?? '';
  if (call.type === 'NewExpression') return false;
  if (/^(?:retrieve|fetch|get|find|findById|capture)$/.test(method) && isOfPayments(call, values))
    return true;

  return /^(?:post|get|request|fetch|axios|got)$/.test(method) && hasClientSecret(call);
}

function isOfPayments({ callee }: CallNode, values: Values): boolean {
  return values
    .valuesOf(callee)
    .some((value) => (value.kind === 'made' || value.kind === 'name') && payments.test(value.name));
}

const payments = /^module:(?:stripe|razorpay|mercadopago|square|braintree|@paypal\/[\w-]{1,40})\b/;

/** `client_secret` as a field of what is sent, or in a text. */
function hasClientSecret({ arguments: given }: CallNode): boolean {
  const pending: AnyNode[] = [...given];
  const seen = new Set<AnyNode>();

  for (let node = pending.pop(); node && seen.size < MOST_NODES; node = pending.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    if (node.type === 'Property' && memberName(node) === 'client_secret') return true;
    const isText =
      node.type === 'TemplateElement' && /\bclient_secret=$/.test(node.value.cooked ?? '');
    if (isText) return true;
    pending.push(...(node.type === 'Identifier' ? writtenBy(node) : childrenOf(node)));
  }
  return false;
}

const MOST_NODES = 80;
