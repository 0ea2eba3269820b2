import { givesRights, isKeptForPeople, isPasswordName } from '../../signatures/index.ts';
import { constantText } from '../constant-text.ts';
import { calledName } from '../link.ts';
import type { WrittenField, WrittenItem } from '../signatures/written-items.ts';
import type { AnyNode, Expression } from '../syntax.ts';
import type { AskedOfChange } from './decided-call.ts';

/** Whether who signs up says what they may do: `'role': body['role']`, where the code does not say which roles there are for them. */
export function takesRights(
  item: WrittenItem,
  names: readonly string[],
  asked: AskedOfChange,
): boolean {
  const isOfPeople =
    names.some(isKeptForPeople) || item.some(({ key }) => key !== undefined && isPasswordName(key));

  return isOfPeople && item.some((each) => isTaken(each, asked));
}

function isTaken({ key, value }: WrittenField, { said, live }: AskedOfChange): boolean {
  if (key === undefined || !givesRights(key) || !said.has(value)) return false;

  return !live.some((each) => isOneOfFew(each, key));
}

/** `role in ('student', 'teacher')` */
function isOneOfFew(node: AnyNode, field: string): boolean {
  if (node.type !== 'Binary' || !/^(?:in|not in|==|!=)$/.test(node.operator)) return false;
  const { left, right } = node;
  const listed = right.type === 'List' || right.type === 'Tuple' || right.type === 'Set';
  const texts = (listed ? right.elements : [right]).map((each) => constantText(each));

  return (
    nameOf(left) === field &&
    texts.every((text) => text !== undefined && !/admin|root|staff|super|owner/i.test(text))
  );
}

function nameOf(node: Expression): string | undefined {
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
