import { bindingOf, parentOf } from '../scope.ts';
import { type AnyNode, calledName, isCall } from '../syntax.ts';

/**
 * Whether an option goes into a call or a constructor with the object that it is written in, or with
 * the name that this object has: `new Pool({ ssl: { rejectUnauthorized: false } })`.
 */
export function isGivenToCall(option: AnyNode): boolean {
  return isGiven(option, 0);
}

function isGiven(start: AnyNode, names: number): boolean {
  let at = start;

  for (let steps = 0; steps < MOST_STEPS; steps += 1) {
    const around = parentOf(at);
    if (!around) return false;
    if (isCall(around)) {
      if (around.callee === at) return false;
      if (!isCopy(around)) return true;
    } else if (around.type === 'VariableDeclarator') {
      const reads = (around.init === at && bindingOf(around.id)?.reads) || [];
      return names < MOST_NAMES && reads.some((read) => isGiven(read, names + 1));
    } else if (!passing.has(around.type)) {
      return false;
    }
    at = around;
  }
  return false;
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
