import { everyCallGives } from './every-call.ts';
import { everyResult } from './every-result.ts';
import { reachingDefinitions } from './reaching.ts';
import { bindingOf, isPlainlySet } from './scope.ts';
import type { Expression } from './syntax.ts';
import type { Values } from './value.ts';

/** Whether an expression is a file in memory and nothing else: whatever is written into it, it is no path. */
export function isInMemory(node: Expression, values: Values, depth = 0): boolean {
  if (depth > MOST_STEPS) return false;
  values.spend();
  const isOne = (each: Expression) => isInMemory(each, values, depth + 1);

  switch (node.type) {
    case 'Call': {
      const called = values.valuesOf(node.callee);
      if (called.some(({ kind }) => kind === 'name')) {
        return called.every((each) => each.kind === 'name' && makers.has(each.name));
      }
      return everyResult(node.callee, values, isOne);
    }
    case 'Conditional':
      return isOne(node.yes) && isOne(node.no);
    case 'NamedValue':
      return isOne(node.value);
    case 'Name':
      return isNameOfOne(node, values, isOne);
    default:
      return false;
  }
}

const MOST_STEPS = 6;

const makers: ReadonlySet<string> = new Set([
  'io.BytesIO',
  'io.StringIO',
  'StringIO.StringIO',
  'cStringIO.StringIO',
]);

function isNameOfOne(
  node: Expression,
  values: Values,
  isOne: (each: Expression) => boolean,
): boolean {
  const binding = bindingOf(node);
  if (!binding || !isPlainlySet(binding)) return false;
  const reaching = reachingDefinitions(binding, node);

  return (
    reaching.length > 0 &&
    reaching.every((each) => {
      if (each.kind === 'parameter') return everyCallGives(each, values, isOne);
      return each.kind === 'value' && each.path.length === 0 && isOne(each.node);
    })
  );
}
