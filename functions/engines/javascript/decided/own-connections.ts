import { objectsOf, optionIn } from '../options.ts';
import { type AnyNode, childrenOf, fieldRead, isCall, memberName, type NodeOf } from '../syntax.ts';
import type { ChangeReaders } from './change-readers.ts';

type Readers = Pick<ChangeReaders, 'values' | 'caller'>;

/**
 * Whether what a call of DynamoDB writes is kept under the connection of who asks, beside whatever else: to leave a room, and to come into one.
 * `{ room: body.room, connectionId: event.requestContext.connectionId }`
 */
export function isOfOwnConnection(given: AnyNode, operation: string, of: Readers): boolean {
  const isPut = operation === 'PutItem';
  const objects = objectsOf(of.values, optionIn(of.values, given, isPut ? 'Item' : 'Key'));

  return (
    objects.length > 0 &&
    objects.every(({ properties }) =>
      properties.some(
        (each) =>
          each.type === 'Property' &&
          (!isPut || partOfKey.test(nameOf(each, of))) &&
          isOwn(each.value, of),
      ),
    )
  );
}

/** Of an item, other fields may be no part of its key. */
const partOfKey = /^(?:[ps]k|(?:partition|sort|range|hash)_?key)$/i;

function nameOf(property: NodeOf<'Property'>, { values }: Readers): string {
  return memberName(property) ?? values.shownTexts(property.key)[0] ?? '';
}

/** Made of it, by a function of the code, too: `CONNECTION#${idOf(event)}`. What is one of two may be the other. */
function isOwn(value: AnyNode, { values, caller }: Readers): boolean {
  if (value.type === 'LogicalExpression' || value.type === 'ConditionalExpression') return false;
  if (caller.isByContext(value, 'connectionId')) return true;
  const parts = value.type === 'TemplateLiteral' ? value.expressions : [value];

  return parts.some(
    (part) => isCall(part) && values.functionsOf(part.callee).some(({ body }) => readsIt(body)),
  );
}

/** `target.requestContext.connectionId` */
function readsIt(body: AnyNode): boolean {
  const pending: AnyNode[] = [body];

  for (let node = pending.pop(), count = 0; node && count < MOST_NODES; count += 1) {
    const isIt =
      node.type === 'MemberExpression' &&
      fieldRead(node) === 'connectionId' &&
      node.object.type === 'MemberExpression' &&
      fieldRead(node.object) === 'requestContext';
    if (isIt) return true;
    pending.push(...childrenOf(node));
    node = pending.pop();
  }
  return false;
}

const MOST_NODES = 1_000;
