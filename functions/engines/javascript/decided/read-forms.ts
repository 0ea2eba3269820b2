import { type CallNode, calledName } from '../syntax.ts';
import type { Values } from '../value.ts';

/** Whether a call takes the parts of a form as they come: `busboy.on('file', …)`. */
export function readsForm(call: CallNode, values: Values): boolean {
  const { callee } = call;

  return (
    calledName(call) === 'on' &&
    callee.type === 'MemberExpression' &&
    values
      .valuesOf(callee.object)
      .some((value) => value.kind === 'made' && /busboy|multiparty|formidable/i.test(value.name))
  );
}
