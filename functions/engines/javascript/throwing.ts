import { returnStatementsOf } from './members.ts';
import { leaves } from './platform.ts';
import type { AnyNode } from './syntax.ts';
import type { Values } from './value.ts';

/** Whether nothing behind a branch runs after it, also for a function that only throws: `if (bad) fail('text')`. */
export function isLeft(branch: AnyNode, values: Values): boolean {
  if (leaves(branch)) return true;
  const last = branch.type === 'BlockStatement' ? branch.body.at(-1) : branch;

  return last?.type === 'ExpressionStatement' && isThrowing(last.expression, values);
}

/** Whether it calls a function that does nothing but throw in the end. */
export function isThrowing(call: AnyNode, values: Values): boolean {
  if (call.type !== 'CallExpression') return false;
  const functions = values.functionsOf(call.callee);

  return (
    functions.length > 0 &&
    functions.every(
      ({ async, body }) =>
        !async &&
        body.type === 'BlockStatement' &&
        body.body.at(-1)?.type === 'ThrowStatement' &&
        returnStatementsOf(body).length === 0,
    )
  );
}
