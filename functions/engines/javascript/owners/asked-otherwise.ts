import {
  asksSender,
  isOfAnyRequest,
  isOwnerName,
  isPaymentPackage,
  isSenderHeader,
  setsRowSecurity,
} from '../../signatures/index.ts';
import { packageIn } from '../known-packages.ts';
import { bindingOf } from '../scope.ts';
import {
  type AnyNode,
  type CallNode,
  calledName,
  childrenOf,
  fieldRead,
  isCall,
  isFunction,
  literalText,
  type NodeOf,
} from '../syntax.ts';
import type { Values } from '../value.ts';

/**
 * Whether code asks there by what no authorizer, token or middleware says: it holds the field that has the owner against anything, or what
 * a header brings, or a variable of the environment; it verifies a signature, or asks a service of policies.
 */
export function isAskedOtherwise(node: AnyNode, values: Values): boolean {
  if (isCall(node))
    return asksSender(calledName(node) ?? '') || isOwnerHeld(node) || isOfPayment(node, values);
  if (node.type === 'TemplateElement') return setsRowSecurity(node.value.cooked ?? '');
  if (node.type === 'Literal') {
    const text = literalText(node) ?? '';
    return isSenderHeader(text) || setsRowSecurity(text);
  }
  if (node.type === 'Identifier') return asksSender(node.name);

  return node.type === 'BinaryExpression' && isHeldAgainst(node, values);
}

/** What was paid, as who is paid says: `stripe.paymentIntents.retrieve(id)` */
function isOfPayment({ callee }: CallNode, values: Values): boolean {
  if (callee.type !== 'MemberExpression' || callee.object.type !== 'MemberExpression') return false;
  if (!ofOnePayment.test(`${fieldRead(callee.object)}.${fieldRead(callee)}`)) return false;

  return values
    .valuesOf(callee)
    .some(
      (value) =>
        (value.kind === 'name' || value.kind === 'made') &&
        isPaymentPackage(packageIn(value.name) ?? ''),
    );
}

const ofOnePayment =
  /(?:sessions?|payment_?intents?|orders?|payments?)\.(?:retrieve|get|fetch|find)$/i;

/** `note.user.equals(me)`, `isEqual(note.userId, me)` */
function isOwnerHeld(call: CallNode): boolean {
  if (!/^(?:equals|isEqual|eq)$/.test(calledName(call) ?? '')) return false;
  const { callee } = call;

  return [...call.arguments, ...(callee.type === 'MemberExpression' ? [callee.object] : [])].some(
    isOwning,
  );
}

function isHeldAgainst(
  { left, right, operator }: NodeOf<'BinaryExpression'>,
  values: Values,
): boolean {
  if (!/^[!=]==?$/.test(operator) || left.type === 'PrivateIdentifier') return false;
  const sides = [left, right];
  if (sides.some(isConstant)) return false;

  if (sides.some(isOwning)) return true;
  if (sides.some((each) => partsOf(each).some((part) => isOfAnyRequest(nameOf(part)))))
    return false;

  return sides.some((each) => isOfHeaders(each) || isOfEnvironment(each, values));
}

/** `null`, `'admin'`, `undefined` */
function isConstant(node: AnyNode): boolean {
  return (
    node.type === 'Literal' ||
    node.type === 'UnaryExpression' ||
    (node.type === 'Identifier' && node.name === 'undefined') ||
    literalText(node) !== undefined
  );
}

/** `note.userId`, `String(note.user)`, `note.user.toString()` */
function isOwning(node: AnyNode): boolean {
  if (isCall(node)) {
    if (node.callee.type === 'MemberExpression') return isOwning(node.callee.object);
    return node.arguments.slice(0, 1).some(isOwning);
  }
  if (node.type === 'ChainExpression') return isOwning(node.expression);

  return (
    node.type === 'MemberExpression' &&
    (isOwnerName(fieldRead(node) ?? '') || isOwning(node.object))
  );
}

/** `origin` of `headers.origin`, `headers['origin']` and `origin` */
function nameOf(node: AnyNode): string {
  if (node.type === 'Identifier') return node.name;

  return (node.type === 'MemberExpression' ? fieldRead(node) : undefined) ?? '';
}

function isOfHeaders(node: AnyNode): boolean {
  return partsOf(node).some(
    (each) =>
      (each.type === 'MemberExpression' && fieldRead(each) === 'headers') ||
      (isCall(each) && /^(?:header|getHeader)$/.test(calledName(each) ?? '')),
  );
}

function isOfEnvironment(node: AnyNode, values: Values): boolean {
  return partsOf(node).some(
    (each) =>
      (each.type === 'MemberExpression' || each.type === 'Identifier') &&
      values.namesOf(each).some((name) => name.startsWith('process.env.')),
  );
}

/** All that it is made of, and what the names in it stand for. */
function partsOf(of: AnyNode): readonly AnyNode[] {
  const parts: AnyNode[] = [];
  const pending: AnyNode[] = [of];

  for (let node = pending.pop(); node && parts.length < MOST_PARTS; node = pending.pop()) {
    if (isFunction(node)) continue;
    parts.push(node);
    pending.push(...childrenOf(node));
    if (node.type !== 'Identifier') continue;
    for (const each of bindingOf(node)?.definitions ?? []) {
      if (each.kind === 'value' && each.node !== of) pending.push(each.node);
    }
  }
  return parts;
}

const MOST_PARTS = 60;
