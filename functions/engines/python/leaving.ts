import { lastName } from './last-name.ts';
import type { Block, Statement } from './syntax.ts';

/** Whether nothing behind a block is run after it. */
export function leaves({ body }: Block): boolean {
  const last = body.at(-1);
  if (!last) return false;
  if (ends(last)) return true;

  // `abort(400)`, `sys.exit(1)`.
  const call = last.type === 'ExpressionStatement' ? last.value : undefined;
  return call?.type === 'Call' && /^(?:abort|exit|_exit|fail)$/.test(lastName(call.callee));
}

/** Whether nothing behind a statement is run, whatever it is given. */
export function ends({ type }: Statement): boolean {
  return type === 'Return' || type === 'Raise' || type === 'Continue' || type === 'Break';
}

/** Whether what ends a loop ends all: `continue` and `break` let the others through. */
export function raises({ body }: Block): boolean {
  return body.every((statement) => {
    if (statement.type === 'Continue' || statement.type === 'Break') return false;
    if (statement.type !== 'If') return true;
    return raises(statement.body) && (!statement.otherwise || raises(statement.otherwise));
  });
}
