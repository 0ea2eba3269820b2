import { constantText } from '../constant-text.ts';
import { calledName } from '../link.ts';
import type { Expression, NodeOf } from '../syntax.ts';
import type { AskedOfChange } from './decided-call.ts';
import { liveNodes } from './live-nodes.ts';

/** Whether the code asks somewhere if a value is one of those that it lists: then a request only chooses among them. */
export function isOneOfFew(value: Expression, asked: AskedOfChange): boolean {
  const name = nameOf(value);

  return (
    name !== undefined && liveNodes('Binary', asked).some((each) => fewOf(each, name) !== undefined)
  );
}

/** The texts that a condition lists for what is called so: `role in ('student', 'teacher')`. */
export function fewOf(node: NodeOf<'Binary'>, field: string): readonly string[] | undefined {
  if (!/^(?:in|not in)$/.test(node.operator)) return undefined;
  const { left, right } = node;
  const isListed = right.type === 'List' || right.type === 'Tuple' || right.type === 'Set';
  if (!isListed || nameOf(left) !== field) return undefined;
  const texts = right.elements.map((each) => constantText(each));

  return texts.every((text) => text !== undefined) ? texts : undefined;
}

/** What a value is called, or taken by. */
export function nameOf(node: Expression): string | undefined {
  switch (node.type) {
    case 'Name':
    case 'Attribute':
      return node.name;
    case 'Subscript':
      return constantText(node.index);
    case 'Call':
      return calledName(node) === 'get' ? constantText(node.arguments[0]?.value) : undefined;
    default:
      return undefined;
  }
}
