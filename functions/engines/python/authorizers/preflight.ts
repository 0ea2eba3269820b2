import { childrenOf } from '../children-of.ts';
import { constantText } from '../constant-text.ts';
import type { AnyNode, Expression } from '../syntax.ts';
import { takenName } from '../taken-name.ts';
import type { Sent } from './sent.ts';

/**
 * What runs of a condition by the method of a request where that is not OPTIONS: a browser asks with it before
 * the request itself, without credentials, and is often let through. Undefined for any other node.
 */
export function withoutPreflight(node: AnyNode, sent: Sent): readonly AnyNode[] | undefined {
  if (node.type !== 'If' && node.type !== 'Conditional') return undefined;
  const isNegated = asksForPreflight(node.test, sent);
  if (isNegated === undefined) return undefined;
  const [yes, no] = node.type === 'If' ? [node.body, node.otherwise] : [node.yes, node.no];
  const [left, run] = isNegated ? [no, yes] : [yes, no];

  // What it sets is asked for later.
  if (left && sets(left)) return undefined;
  return run ? [run] : [];
}

/** Whether the condition is that it is another method; undefined where it asks for something else. */
function asksForPreflight(test: Expression, sent: Sent): boolean | undefined {
  if (test.type !== 'Binary' || !/^[!=]=$/.test(test.operator)) return undefined;
  const sides = [test.left, test.right];
  const isIt =
    sides.some((each) => constantText(each) === 'OPTIONS') &&
    sides.some((each) => sent.has(each) && /^(?:http_?)?method$/i.test(takenName(each) ?? ''));

  return isIt ? test.operator === '!=' : undefined;
}

function sets(node: AnyNode): boolean {
  const pending = [node];

  for (let at = pending.pop(); at; at = pending.pop()) {
    if (/^(?:Assign|AugmentedAssign|NamedValue|Delete)$/.test(at.type)) return true;
    pending.push(...childrenOf(at));
  }
  return false;
}
