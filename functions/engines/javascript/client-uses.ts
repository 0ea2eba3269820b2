import { withoutZero } from './of-plain-package.ts';
import { type Binding, bindingOf, parentOf } from './scope.ts';
import type { AnyNode, NodeOf } from './syntax.ts';

/** Where a method of what has the name is called; undefined where the name is used in another way. */
export function callOf(node: AnyNode): NodeOf<'CallExpression'> | undefined {
  const member = parentOf(node);
  if (member?.type !== 'MemberExpression' || member.computed || member.object !== node) {
    return undefined;
  }
  const call = parentOf(member);

  return call?.type === 'CallExpression' && call.callee === member ? call : undefined;
}

/** Whether the name is given here, and not used. */
export function isDeclared(node: AnyNode): boolean {
  const parent = parentOf(node);
  if (parent?.type === 'VariableDeclarator') return parent.id === node;

  const above = parent && parentOf(parent);
  return parent?.type === 'Property' && parent.value === node && above?.type === 'ObjectPattern';
}

/** `AWS.DynamoDB.DocumentClient` of its first name. */
export function wholeOf(node: AnyNode): AnyNode {
  let whole = node;
  let parent = parentOf(whole);

  while (parent?.type === 'MemberExpression' && parent.object === whole) {
    whole = parent;
    parent = parentOf(whole);
  }
  return whole;
}

/** `(0, whole)`, by which bundlers call what a module exports. */
export function calledAlone(whole: AnyNode): AnyNode {
  const parent = parentOf(whole);

  return parent?.type === 'SequenceExpression' && withoutZero(parent) === whole ? parent : whole;
}

/** Of a call: whether it makes a client of the one that it is given, as `Document.from(client)` does. */
type IsFrom = (call: NodeOf<'CallExpression'>) => boolean;

/** The name that a client is kept under, in its file alone, or the one that it is put into has: what is exported is called from others. */
export function keptUnder(node: AnyNode, isFrom: IsFrom): Binding | undefined {
  const parent = parentOf(node);
  if (parent?.type === 'CallExpression' && isFrom(parent)) {
    return parent.arguments[0] === node ? keptUnder(parent, isFrom) : undefined;
  }
  if (parent?.type !== 'VariableDeclarator' || parent.id.type !== 'Identifier') return undefined;

  const declaration = parentOf(parent);
  const isExported = declaration && parentOf(declaration)?.type === 'ExportNamedDeclaration';
  return isExported ? undefined : bindingOf(parent.id);
}

/** Whether a client is given to what makes another one of it. */
export function isPutIntoAnother(node: AnyNode, isFrom: IsFrom): boolean {
  const parent = parentOf(node);

  return parent?.type === 'CallExpression' && isFrom(parent) && parent.arguments[0] === node;
}

/** `AWS` of `AWS.DynamoDB.DocumentClient` */
export function rootOf(node: AnyNode): AnyNode {
  let root = node;
  while (root.type === 'MemberExpression') root = root.object;

  return root;
}
