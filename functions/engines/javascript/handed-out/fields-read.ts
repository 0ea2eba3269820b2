import { bindingOf, parentOf } from '../scope.ts';
import { type AnyNode, calledName, fieldRead, isCall, memberName } from '../syntax.ts';

/**
 * The fields of what a request brings that its code reads or sets by their names, but for those that it removes: what is kept of all that is
 * sent has them, `if (!body.email) …; put({ Item: { id, ...body } })`.
 */
export function fieldsRead(node: AnyNode): readonly string[] {
  const reads = (bindingOf(node)?.reads ?? []).slice(0, MOST_READS);
  const removed = new Set(reads.flatMap((read) => (isRemovedAt(read) ? namesAt(read) : [])));

  return reads.flatMap(namesAt).filter((field) => !removed.has(field));
}

const MOST_READS = 100;

/** `body.email`, `const { email } = body` */
function namesAt(read: AnyNode): readonly string[] {
  const around = parentOf(read);
  if (around?.type === 'MemberExpression' && around.object === read) {
    const call = parentOf(around);
    const isMethod = isCall(call) && call.callee === around && calledName(call) !== undefined;
    const name = isMethod ? undefined : fieldRead(around);
    return name === undefined ? [] : [name];
  }
  const isTakenApart =
    around?.type === 'VariableDeclarator' &&
    around.init === read &&
    around.id.type === 'ObjectPattern';

  return isTakenApart && around.id.type === 'ObjectPattern'
    ? around.id.properties.flatMap((each) =>
        each.type === 'Property' ? (memberName(each) ?? []) : [],
      )
    : [];
}

function isRemovedAt(read: AnyNode): boolean {
  const member = parentOf(read);
  const outer = member && parentOf(member);

  return outer?.type === 'UnaryExpression' && outer.operator === 'delete';
}
