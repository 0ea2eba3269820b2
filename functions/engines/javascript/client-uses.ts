import { withoutZero } from './of-plain-package.ts';
import { parentOf } from './scope.ts';
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
