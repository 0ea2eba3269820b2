import { returnsOf } from './members.ts';
import type { Expression } from './syntax.ts';
import type { Values } from './value.ts';

/** Whether something is so of all that a call of functions of the archive may answer. */
export function everyResult(
  callee: Expression,
  values: Values,
  isSo: (result: Expression) => boolean,
): boolean {
  const own = values.functionsOf(callee);

  return (
    own.length > 0 &&
    own.every(({ node }) => {
      const results = returnsOf(node);
      return results.length > 0 && results.every(isSo);
    })
  );
}
