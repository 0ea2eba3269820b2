import { packageIn } from '../known-packages.ts';
import { type AnyNode, type CallNode, fieldRead } from '../syntax.ts';

/** How a call of what a package made is written without its receiver: `checkout.sessions.create`, after what the package calls it. */
export function writtenPath(call: CallNode, name: string): string {
  const of = packageIn(name) ?? '';
  const exported = name.slice('module:'.length + of.length).split('.');
  const isRead = call.callee.type === 'MemberExpression';
  const fields = isRead ? fieldsOf(call.callee) : [];
  const last = exported.at(-1);
  // Of `new paypal.orders.Request()` both say the same.
  const isSame = last !== '' && last === fields.at(-1);

  return [...exported, ...(isSame ? [] : fields)].filter((each) => each !== '').join('.');
}

/** From its receiver on, the fields of a call. */
function fieldsOf(callee: AnyNode): readonly string[] {
  const fields: string[] = [];
  let at = callee;
  for (let steps = 0; at.type === 'MemberExpression' && steps < MOST_FIELDS; steps += 1) {
    fields.unshift(fieldRead(at) ?? '?');
    at = at.object;
    if (at.type === 'ChainExpression') at = at.expression;
  }
  return fields;
}

const MOST_FIELDS = 10;
