import { asksSender, isOwnerName, isSenderHeader } from '../../signatures/index.ts';
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
  if (isCall(node)) return asksSender(calledName(node) ?? '') || isOwnerHeld(node);
  if (node.type === 'Literal') return isSenderHeader(literalText(node) ?? '');
  if (node.type === 'Identifier') return asksSender(node.name);

  return node.type === 'BinaryExpression' && isHeldAgainst(node, values);
}

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

  return sides.some((each) => isOwning(each) || isOfHeaders(each) || isOfEnvironment(each, values));
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
