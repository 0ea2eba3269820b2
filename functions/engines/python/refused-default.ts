import { constantText } from './constant-text.ts';
import { leaves } from './leaving.ts';
import { bindingOf } from './scope.ts';
import type { AnyNode, Expression } from './syntax.ts';

/**
 * Whether code that still has the text which stands in for a setting does not start:
 * `KEY = os.environ.get('KEY', 'change-me')` and `if KEY == 'change-me': raise …`. In a function, it may never be asked.
 *
 * @param setting the whole of what is read, or the text that stands in
 */
export function isRefusedAtStart(setting: Expression, text: string): boolean {
  let value: AnyNode = setting;
  for (let steps = 0; value.parent && value.parent.type !== 'Assign'; steps += 1) {
    if (steps === MOST_DEEP) return false;
    value = value.parent;
  }
  const kept = value.parent;
  if (kept?.type !== 'Assign' || kept.value !== value) return false;
  const [name, ...others] = kept.targets;
  if (!name || others.length > 0) return false;

  return (bindingOf(name)?.reads ?? []).slice(0, MOST_READS).some((read) => isRefused(read, text));
}

/** `os.environ.get('KEY', 'text')`, `os.environ.get('KEY') or 'text'` */
const MOST_DEEP = 2;
const MOST_READS = 50;

function isRefused(read: Expression, text: string): boolean {
  const comparison = read.parent;
  if (comparison?.type !== 'Binary' || comparison.operator !== '==') return false;
  const other = comparison.left === read ? comparison.right : comparison.left;
  if (constantText(other) !== text) return false;

  let test: AnyNode = comparison;
  while (test.parent?.type === 'Binary' && test.parent.operator === 'or') test = test.parent;
  const branch = test.parent;
  return branch?.type === 'If' && branch.test === test && isOfModule(branch) && leaves(branch.body);
}

function isOfModule(statement: AnyNode): boolean {
  const block = statement.parent;

  return block?.type === 'Block' && block.parent === undefined;
}
