import { bindingOf, parentOf } from '../scope.ts';
import { type AnyNode, type CallNode, calledName, isCall } from '../syntax.ts';

/**
 * The calls and constructors that an option goes into with the object that it is written in, or with
 * the name that this object has: `new Pool({ ssl: { rejectUnauthorized: false } })`.
 */
export function callsGiven(option: AnyNode): readonly CallNode[] {
  return given(option, 0);
}

function given(start: AnyNode, names: number): readonly CallNode[] {
  let at = start;

  for (let steps = 0; steps < MOST_STEPS; steps += 1) {
    const around = parentOf(at);
    if (!around) return [];
    if (isCall(around)) {
      if (around.callee === at) return [];
      if (!isCopy(around)) return [around];
    } else if (around.type === 'VariableDeclarator') {
      const reads = (around.init === at && bindingOf(around.id)?.reads) || [];
      return names < MOST_NAMES ? reads.flatMap((read) => given(read, names + 1)) : [];
    } else if (!passing.has(around.type)) {
      return [];
    }
    at = around;
  }
  return [];
}

const MOST_STEPS = 50;
const MOST_NAMES = 3;

const passing: ReadonlySet<AnyNode['type']> = new Set<AnyNode['type']>([
  'ArrayExpression',
  'ObjectExpression',
  'ParenthesizedExpression',
  'Property',
  'SpreadElement',
]);

/** `Object.assign({}, options)`, whose result holds what it is given. */
function isCopy(call: AnyNode): boolean {
  return isCall(call) && /^(?:assign|freeze)$/.test(calledName(call) ?? '');
}
