import { leaves } from './platform.ts';
import { type AnyNode, childrenOf, isFunction, type NodeOf } from './syntax.ts';

/** Whether what stands behind a switch may run after a case of it, and not after one that it falls into. */
export function mayComeToEnd(
  one: NodeOf<'SwitchCase'>,
  { cases }: NodeOf<'SwitchStatement'>,
): boolean {
  const last = one.consequent.at(-1);
  const isLeft = last !== undefined && /^(?:Return|Throw|Continue)Statement$/.test(last.type);
  const fallsInto = !isLeft && last?.type !== 'BreakStatement' && one !== cases.at(-1);

  return (!isLeft && !fallsInto) || one.consequent.some((each) => mayBreak(each));
}

/** What breaks a loop within counts too: then less is known. */
function mayBreak(statement: AnyNode): boolean {
  const pending: AnyNode[] = [statement];

  for (
    let next = pending.pop(), steps = 0;
    next && steps < MOST_NODES;
    next = pending.pop(), steps += 1
  ) {
    if (next.type === 'BreakStatement') return true;
    if (!isFunction(next)) pending.push(...childrenOf(next));
  }
  return pending.length > 0;
}

const MOST_NODES = 200;

/** The tests of a case of a switch, and of cases that fall into it; undefined if the default does. */
export function testsInto(
  { cases }: NodeOf<'SwitchStatement'>,
  one: NodeOf<'SwitchCase'>,
): readonly AnyNode[] | undefined {
  const tests: AnyNode[] = [];

  for (let at = cases.indexOf(one); at >= 0; at -= 1) {
    const test = cases[at]?.test;
    if (!test) return undefined;
    tests.push(test);
    const last = cases[at - 1]?.consequent.at(-1);
    if (at === 0 || (last && leaves(last))) return tests;
  }
  return undefined;
}
