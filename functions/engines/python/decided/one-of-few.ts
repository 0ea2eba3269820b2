import { constantText } from '../constant-text.ts';
import type { Expression, NodeOf } from '../syntax.ts';
import { takenName } from '../taken-name.ts';
import type { AskedOfChange } from './decided-call.ts';
import { liveNodes } from './live-nodes.ts';

/** Whether the code asks somewhere if a value is one of those that it lists: then a request only chooses among them. */
export function isOneOfFew(value: Expression, asked: AskedOfChange): boolean {
  const name = takenName(value);

  return (
    name !== undefined && liveNodes('Binary', asked).some((each) => fewOf(each, name) !== undefined)
  );
}

/** The texts that a condition lists for what is called so: `role in ('student', 'teacher')`. */
export function fewOf(node: NodeOf<'Binary'>, field: string): readonly string[] | undefined {
  if (!/^(?:in|not in)$/.test(node.operator)) return undefined;
  const { left, right } = node;
  const isListed = right.type === 'List' || right.type === 'Tuple' || right.type === 'Set';
  if (!isListed || takenName(left) !== field) return undefined;
  const texts = right.elements.map((each) => constantText(each));

  return texts.every((text) => text !== undefined) ? texts : undefined;
}
