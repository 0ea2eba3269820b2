import { leaves } from './platform.ts';
import type { AnyNode, NodeOf } from './syntax.ts';

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
