import { textOf } from '../options.ts';
import { type AnyNode, childrenOf, fieldRead } from '../syntax.ts';
import type { Sent } from './sent.ts';

/**
 * What runs of a condition by the method of a request where that is not OPTIONS: a browser asks with it before
 * the request itself, without credentials, and is often let through. Undefined for any other node.
 */
export function withoutPreflight(node: AnyNode, sent: Sent): readonly AnyNode[] | undefined {
  if (node.type !== 'IfStatement' && node.type !== 'ConditionalExpression') return undefined;
  const { test, consequent, alternate } = node;
  const isNegated = asksForPreflight(test, sent);
  if (isNegated === undefined) return undefined;
  const [left, run] = isNegated ? [alternate, consequent] : [consequent, alternate];

  // What it sets is asked for later.
  if (left && sets(left)) return undefined;
  return run ? [run] : [];
}

/** Whether the condition is that it is another method; undefined where it asks for something else. */
function asksForPreflight(test: AnyNode, sent: Sent): boolean | undefined {
  if (test.type !== 'BinaryExpression' || !/^[!=]==?$/.test(test.operator)) return undefined;
  const sides = [test.left, test.right];
  const isIt =
    sides.some((each) => textOf(each) === 'OPTIONS') &&
    sides.some((each) => sent.has(each) && isMethod(each));

  return isIt ? test.operator.startsWith('!') : undefined;
}

function isMethod(node: AnyNode): boolean {
  if (node.type === 'ChainExpression') return isMethod(node.expression);
  const name =
    node.type === 'Identifier'
      ? node.name
      : node.type === 'MemberExpression'
        ? fieldRead(node)
        : undefined;

  return /^(?:http_?)?method$/i.test(name ?? '');
}

function sets(node: AnyNode): boolean {
  const pending = [node];

  for (let at = pending.pop(); at; at = pending.pop()) {
    if (/^(?:Assignment|Update)Expression$/.test(at.type)) return true;
    pending.push(...childrenOf(at));
  }
  return false;
}
