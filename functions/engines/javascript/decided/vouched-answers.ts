import type { FieldPath } from '../../flow/index.ts';
import {
  type AnyNode,
  type CallNode,
  calledName,
  childrenOf,
  fieldRead,
  literalText,
  memberName,
} from '../syntax.ts';
import type { Values } from '../value.ts';
import { writtenBy } from './given-fields.ts';

/**
 * Whether another service says it, and a request no more than which of its own records it asks for: a payment that its provider knows, or
 * who someone is by the code of a log-in, which the service takes with the secret of the client alone.
 */
export function isVouchedFor(call: CallNode, values: Values): boolean {
  const method = calledName(call) ?? '';
  if (call.type === 'NewExpression') return false;
  if (
    /^(?:retrieve|fetch|get|find|findById|capture|verify)$/.test(method) &&
    isOfPayments(call, values)
  )
    return true;

  return asksAway.test(method) && (takesLogIn(call) || isToPayments(call));
}

const asksAway = /^(?:post|get|request|fetch|axios|got)$/;

/** By the host that it asks: `fetch('https://api-m.paypal.com' + path)`. */
function isToPayments({ arguments: given }: CallNode): boolean {
  return nodesBehind(given.slice(0, 1)).some((node) => {
    const text = node.type === 'TemplateElement' ? node.value.cooked : literalText(node);
    return text !== undefined && text !== null && ofPayments.test(text.slice(0, LONGEST));
  });
}

const ofPayments =
  /^https:\/\/api(?:-m)?(?:\.sandbox)?\.(?:paypal\.com|stripe\.com|razorpay\.com|mercadopago\.com|paystack\.co|flutterwave\.com|mollie\.com)(?:\/|$)/;

/** Whether it is the id of what a provider of payments makes for the call, which is new: `(await stripe.checkout.sessions.create(…)).id`. */
export function isNewIdOf(call: CallNode, path: FieldPath, values: Values): boolean {
  const isId = path.length === 1 && path[0] === 'id';

  return isId && calledName(call) === 'create' && isOfPayments(call, values);
}

function isOfPayments({ callee }: CallNode, values: Values): boolean {
  return values
    .valuesOf(callee)
    .some((value) => (value.kind === 'made' || value.kind === 'name') && payments.test(value.name));
}

const payments =
  /^module:(?:stripe|razorpay|mercadopago|square|braintree|paystack|flutterwave-node-v3|@mollie\/api-client|@paypal\/[\w-]{1,40})\b/;

/**
 * `client_secret` beside the code of a log-in or what renews one, as fields of what is sent or in a text. Alone, it says who asks, and the
 * answer is of what the request names.
 */
function takesLogIn({ arguments: given }: CallNode): boolean {
  const fields = nodesBehind(given).flatMap((node) => {
    if (node.type === 'Property') return memberName(node) ?? [];
    return node.type === 'TemplateElement' ? namedLast(node.value.cooked ?? '') : [];
  });

  return fields.includes('client_secret') && fields.some((field) => logIns.test(field));
}

const logIns = /^(?:code|refresh_token)$/;

/** Fields of a text that is sent as they stand in it: `?code=1&client_secret=`. */
function namedLast(text: string): readonly string[] {
  return text
    .slice(0, LONGEST)
    .split(/[?&]/)
    .flatMap((each) => each.split('=', 1));
}

/** What is taken by an argument that is the answer of such a service, and what that was asked for: `s.id` of `s = retrieve(body.id)`. */
export function askedForBehind(given: AnyNode, values: Values): readonly AnyNode[] {
  return nodesBehind([given]).flatMap((node) =>
    node.type === 'CallExpression' && isVouchedFor(node, values) && !isSession(node)
      ? node.arguments
      : [],
  );
}

/** The id of a session is known to who paid in it. */
function isSession({ callee }: CallNode): boolean {
  return (
    callee.type === 'MemberExpression' &&
    callee.object.type === 'MemberExpression' &&
    fieldRead(callee.object) === 'sessions'
  );
}

function nodesBehind(given: readonly AnyNode[]): readonly AnyNode[] {
  const pending: AnyNode[] = [...given];
  const seen = new Set<AnyNode>();

  for (let node = pending.pop(); node && seen.size < MOST_NODES; node = pending.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    pending.push(...(node.type === 'Identifier' ? writtenBy(node) : childrenOf(node)));
  }
  return [...seen];
}

const LONGEST = 2000;

const MOST_NODES = 80;
