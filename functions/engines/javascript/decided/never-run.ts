import { truthOf } from '../options.ts';
import { parentOf } from '../scope.ts';
import { type AnyNode, isFunction } from '../syntax.ts';

/** Whether code surely never comes there: `if (false) { … }`, and what stands behind a `return`. */
export function isNeverRun(node: AnyNode): boolean {
  let at = node;
  for (let steps = 0; steps < MOST_ABOVE; steps += 1) {
    const around = parentOf(at);
    if (!around || isFunction(at)) return false;
    if (isLeftOut(at, around) || isBehindEnd(at, around)) return true;
    at = around;
  }
  return false;
}

function isLeftOut(node: AnyNode, around: AnyNode): boolean {
  if (around.type === 'LogicalExpression') {
    return around.operator === '&&' && around.right === node && truthOf(around.left) === false;
  }
  if (around.type !== 'IfStatement' && around.type !== 'ConditionalExpression') return false;
  const truth = truthOf(around.test);

  return (
    (truth === false && around.consequent === node) || (truth === true && around.alternate === node)
  );
}

function isBehindEnd(node: AnyNode, around: AnyNode): boolean {
  const statements: readonly AnyNode[] =
    around.type === 'BlockStatement'
      ? around.body
      : around.type === 'SwitchCase'
        ? around.consequent
        : [];
  const end = statements.findIndex(({ type }) => ending.has(type));

  return end >= 0 && statements.indexOf(node) > end;
}

const ending: ReadonlySet<string> = new Set([
  'ReturnStatement',
  'ThrowStatement',
  'BreakStatement',
  'ContinueStatement',
]);

const MOST_ABOVE = 60;
