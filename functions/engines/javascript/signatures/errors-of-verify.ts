import { isCall, type NodeOf } from '../syntax.ts';
import type { Values } from '../value.ts';
import { leaves } from './verification.ts';

/**
 * `if (error instanceof jwt.JsonWebTokenError) throw …`, as the last of what catches the errors of `jwt.verify` and of nothing
 * else: nearly all of them are of that class, but of a token that is no JSON.
 */
export function leavesByErrors(
  { body }: NodeOf<'CatchClause'>,
  block: NodeOf<'BlockStatement'>,
  values: Values,
): boolean {
  const last = body.body.at(-1);
  if (last?.type !== 'IfStatement' || last.test.type !== 'BinaryExpression') return false;
  const { operator, right } = last.test;
  const isOf = values.namesOf(right).includes('module:jsonwebtoken.JsonWebTokenError');

  return (
    operator === 'instanceof' && isOf && verifiesAlone(block, values) && leaves(last.consequent)
  );
}

/** `return jwt.verify(token, process.env.KEY)`: of names, which throw nothing by themselves. */
function verifiesAlone({ body }: NodeOf<'BlockStatement'>, values: Values): boolean {
  const [statement, ...others] = body;
  const call = statement?.type === 'ReturnStatement' ? statement.argument : undefined;
  if (!call || !isCall(call) || others.length > 0) return false;
  const isOf = values.namesOf(call.callee).includes('module:jsonwebtoken.verify');

  return (
    isOf &&
    call.arguments.every(
      (each) =>
        each.type === 'Identifier' ||
        values.namesOf(each).some((name) => /^process\.env\.\w+$/.test(name)),
    )
  );
}
