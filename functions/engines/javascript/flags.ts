import { isFalse } from './options.ts';
import { bindingOf, parentOf } from './scope.ts';
import type { Subject } from './subject.ts';
import type { AnyNode } from './syntax.ts';

/**
 * Where a name gets a value that makes it true: `ok = true` of `let ok = false; if (…) ok = true`.
 * Undefined for what is no flag, is changed in other ways, or may keep what it was for another value
 * of the subject.
 */
export function setsOfFlag(name: AnyNode, subject: Subject): readonly AnyNode[] | undefined {
  const binding = bindingOf(name);
  if (!binding || binding.definitions.length < 2 || binding.definitions.length > MOST_SETS) {
    return undefined;
  }
  const values = binding.definitions.flatMap((definition) =>
    definition.kind === 'value' && definition.path.length === 0 ? definition.node : [],
  );
  const [first, ...others] = values;
  const start = first && parentOf(first);
  const isFlag =
    values.length === binding.definitions.length &&
    start?.type === 'VariableDeclarator' &&
    isFalse(first) &&
    !binding.reads.some(isOtherChange);

  return isFlag && subject.livesWithin(binding, start)
    ? others.filter((each) => !isFalse(each))
    : undefined;
}

/** Definitions of one name. */
const MOST_SETS = 8;

/** `ok |= x`, `ok++`, `for (ok of list)`. */
export function isOtherChange(mention: AnyNode): boolean {
  const around = parentOf(mention);

  switch (around?.type) {
    case 'AssignmentExpression':
      return around.left === mention && around.operator !== '=';
    case 'UpdateExpression':
      return true;
    case 'ForOfStatement':
    case 'ForInStatement':
      return around.left === mention;
    default:
      return false;
  }
}
