import { changesOf } from './changes.ts';
import { type FieldPath, under } from './field-path.ts';
import { isSetOnce } from './guard-flags.ts';
import { returnsOf } from './members.ts';
import { listedAgain } from './passages-of-methods.ts';
import { bindingOf } from './scope.ts';
import { definitionOf } from './subject.ts';
import type { Expression } from './syntax.ts';
import type { Values } from './value.ts';

/** Where an element of the right one of two lists lies in their sum: behind those of the left one. */
export function behindList(left: Expression, path: FieldPath, values: Values): FieldPath {
  const [first, ...rest] = path;
  const length =
    first !== undefined && /^\d{1,3}$/.test(first) ? lengthOf(left, values, 0) : undefined;

  return length === undefined ? listedAgain(path) : under(String(length + Number(first)), rest);
}

/** How many elements a list has wherever it is made; undefined where that is not sure. */
function lengthOf(node: Expression, values: Values, depth: number): number | undefined {
  if (depth > MOST_STEPS) return undefined;
  values.spend();

  switch (node.type) {
    case 'List':
      return node.elements.some(({ type }) => type === 'Starred')
        ? undefined
        : node.elements.length;
    case 'Name': {
      const binding = bindingOf(node);
      // What is of a file may be changed in any other.
      const isKept = binding?.scope.function && isSetOnce(node) && changesOf(binding).length === 0;
      const value = isKept ? definitionOf(node) : node;
      return value === node ? undefined : lengthOf(value, values, depth + 1);
    }
    case 'Call':
      return lengthOfResults(node.callee, values, depth);
    case 'Binary': {
      if (node.operator !== '+') return undefined;
      const one = lengthOf(node.left, values, depth + 1);
      const other = lengthOf(node.right, values, depth + 1);
      return one === undefined || other === undefined ? undefined : one + other;
    }
    default:
      return undefined;
  }
}

/** Of own functions that nothing is put around, and that all answer with as many. */
function lengthOfResults(callee: Expression, values: Values, depth: number): number | undefined {
  const called = values.valuesOf(callee);
  const lengths = called.flatMap((value) => {
    if (value.kind !== 'function' || value.node.decorators.length > 0) return [undefined];
    const results = returnsOf(value.node);
    return results.length === 0
      ? [undefined]
      : results.map((each) => lengthOf(each, values, depth + 1));
  });
  const [first] = lengths;

  return lengths.every((each) => each === first) ? first : undefined;
}

/** Functions of functions. */
const MOST_STEPS = 6;
