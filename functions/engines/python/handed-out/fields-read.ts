import { constantText } from '../constant-text.ts';
import { calledName } from '../link.ts';
import { bindingOf } from '../scope.ts';
import type { AnyNode, Expression } from '../syntax.ts';

/**
 * The fields of what a request brings that its code reads or sets by their names, but for those that it removes: what is kept of all that is
 * sent has them, `if not body.get('email'): …`, `put_item(Item=body)`.
 */
export function fieldsRead(node: Expression): readonly string[] {
  const reads = (bindingOf(node)?.reads ?? []).slice(0, MOST_READS);
  const removed = new Set(reads.flatMap((read) => (isRemovedAt(read) ? namesAt(read) : [])));

  return reads.flatMap(namesAt).filter((field) => !removed.has(field));
}

const MOST_READS = 100;

/** `body['email']`, `body.get('email')`, `body.pop('email')`, `'email' in body` */
function namesAt(read: AnyNode): readonly string[] {
  const around = read.parent;
  if (around?.type === 'Subscript') {
    const name = around.object === read ? constantText(around.index) : undefined;
    return name === undefined ? [] : [name];
  }
  if (around?.type === 'Binary') {
    const isIn = /^(?:not )?in$/.test(around.operator) && around.right === read;
    const name = isIn ? constantText(around.left) : undefined;
    return name === undefined ? [] : [name];
  }
  const call = around?.type === 'Attribute' && around.object === read ? around.parent : undefined;
  const isTaken = call?.type === 'Call' && /^(?:get|pop|setdefault)$/.test(calledName(call) ?? '');
  const name = isTaken ? constantText(call.arguments[0]?.value) : undefined;

  return name === undefined ? [] : [name];
}

/** `del body['password']`, `body.pop('password')` */
function isRemovedAt(read: AnyNode): boolean {
  const around = read.parent;
  if (around?.type === 'Subscript') return around.parent?.type === 'Delete';

  return around?.type === 'Attribute' && around.name === 'pop';
}
