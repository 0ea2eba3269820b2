import { constantText } from '../constant-text.ts';
import type { Expression, NodeOf } from '../syntax.ts';
import { takenName } from '../taken-name.ts';
import type { Values } from '../value.ts';
import type { AskedOfChange } from './decided-call.ts';
import { liveNodes } from './live-nodes.ts';

/** Whether the code asks somewhere if a value is one of those that it lists: then a request only chooses among them. */
export function isOneOfFew(value: Expression, asked: AskedOfChange): boolean {
  const name = takenName(value);

  return (
    name !== undefined &&
    liveNodes('Binary', asked).some((each) => fewOf(each, name, asked.values) !== undefined)
  );
}

/** The texts that a condition lists for what is called so: `role in ('student', 'teacher')`, or by a name for these. */
export function fewOf(
  { operator, left, right }: NodeOf<'Binary'>,
  field: string,
  values: Values,
): readonly string[] | undefined {
  if (!/^(?:in|not in)$/.test(operator) || takenName(left) !== field) return undefined;
  const list = values.writtenAs(right);
  if (list.type !== 'List' && list.type !== 'Tuple' && list.type !== 'Set') return undefined;
  const texts = list.elements.map((each) => constantText(each));

  return texts.every((text) => text !== undefined) ? texts : undefined;
}
