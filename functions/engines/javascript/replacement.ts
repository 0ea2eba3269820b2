import type { Asked } from './asked.ts';
import { behind } from './behind.ts';
import { everyHarm, type Harms } from './harms.ts';
import { keptBehind } from './joined-text.ts';
import { textOf } from './options.ts';
import { hole, skeletonOf } from './skeleton.ts';
import type { AnyNode, NodeOf } from './syntax.ts';

/** `if (!list.includes(x)) x = 'name'`: the assignment, at the end of what the condition leads to. */
export function replacedBy(
  { consequent, alternate }: NodeOf<'IfStatement'>,
  asked: Asked,
): Replacement | undefined {
  const last = consequent.type === 'BlockStatement' ? consequent.body.at(-1) : consequent;
  const set = last?.type === 'ExpressionStatement' ? last.expression : undefined;

  return !alternate && set ? replacementIn(set, asked) : undefined;
}

/** That the subject is set to something else. */
export interface Replacement {
  readonly set: AnyNode;
  /** Of what it is set to. */
  readonly ruledOut: Harms;
}

/**
 * By a constant, or a text with a constant before the rest: `x = '/' + x`. Of what a function was given,
 * its own name for it is set alone.
 */
export function replacementIn(set: AnyNode, { subject, depth }: Asked): Replacement | undefined {
  if (depth > 0 || set.type !== 'AssignmentExpression' || set.operator !== '=') return undefined;
  if (!subject.isNamedBy(set.left)) return undefined;
  if (isConstant(set.right)) return { set, ruledOut: everyHarm };
  const [start = ''] = skeletonOf(set.right).split(hole);

  return start === '' ? undefined : { set, ruledOut: ~keptBehind(start) };
}

/** A literal, a name for one, or an element of a list of them. */
function isConstant(node: AnyNode): boolean {
  if (node.type === 'Literal' || textOf(node) !== undefined) return true;
  if (node.type !== 'MemberExpression') return false;
  const list = behind(node.object);

  return (
    list.type === 'ArrayExpression' && list.elements.every((element) => element?.type === 'Literal')
  );
}
