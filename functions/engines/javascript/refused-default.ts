import { bindingOf, parentOf } from './scope.ts';
import { type AnyNode, calledName, constantText, isCall } from './syntax.ts';
import { isLeft } from './throwing.ts';
import type { Values } from './value.ts';

/**
 * Whether code that still has the text which stands in for a setting does not start:
 * `const KEY = process.env.KEY || 'change-me'; if (KEY === 'change-me') throw …`. In a function, it may never be asked.
 *
 * @param text what stands in, on the right of `||`
 */
export function isRefusedAtStart(text: AnyNode, values: Values): boolean {
  const choice = parentOf(text);
  const kept = choice?.type === 'LogicalExpression' ? parentOf(choice) : undefined;
  if (kept?.type !== 'VariableDeclarator' || kept.init !== choice) return false;
  const refused = constantText(text);

  return (bindingOf(kept.id)?.reads ?? [])
    .slice(0, MOST_READS)
    .some((read) => isRefused(read, refused, values));
}

const MOST_READS = 50;

function isRefused(read: AnyNode, refused: string | undefined, values: Values): boolean {
  const comparison = parentOf(read);
  if (comparison?.type !== 'BinaryExpression' || !/^===?$/.test(comparison.operator)) return false;
  const other = comparison.left === read ? comparison.right : comparison.left;
  if (refused === undefined || constantText(other) !== refused) return false;

  let test: AnyNode = comparison;
  let around = parentOf(test);
  while (around?.type === 'LogicalExpression' && around.operator === '||') {
    test = around;
    around = parentOf(test);
  }
  return (
    around?.type === 'IfStatement' &&
    around.test === test &&
    parentOf(around)?.type === 'Program' &&
    (isLeft(around.consequent, values) || isExit(around.consequent))
  );
}

/** `process.exit(1)` */
function isExit(branch: AnyNode): boolean {
  const last = branch.type === 'BlockStatement' ? branch.body.at(-1) : branch;

  return (
    last?.type === 'ExpressionStatement' &&
    isCall(last.expression) &&
    calledName(last.expression) === 'exit'
  );
}
