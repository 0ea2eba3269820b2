import { isDispatch, isRareLevel } from '../../signatures/index.ts';
import { constantText } from '../constant-text.ts';
import { lastName } from '../last-name.ts';
import { calledName } from '../link.ts';
import { bindingOf } from '../scope.ts';
import type { AnyNode, Call } from '../syntax.ts';
import type { Values } from '../value.ts';

/**
 * Whether a call logs each time that its function runs, as far as is seen: not for an error that is caught, on a condition, or at a level
 * that is mostly left out. What a request asks for by its method or path is no condition.
 */
export function isLoggedEachTime(
  call: Call,
  { values, text }: { readonly values: Values; readonly text: (node: AnyNode) => string },
): boolean {
  const isLeftOut = isRareLevel(calledName(call) ?? '') && !isDebugged(call, values);

  return !isLeftOut && isRunEachTime(call, text);
}

/** Whether its logger is set to that level in the same file: `logger.setLevel(logging.DEBUG)`. */
function isDebugged({ callee }: Call, values: Values): boolean {
  if (callee.type !== 'Attribute') return false;
  const logger = bindingOf(callee.object);

  return (
    logger !== undefined &&
    values.callsOf('setLevel').some((set) => {
      const [level] = set.arguments;
      return (
        set.callee.type === 'Attribute' &&
        bindingOf(set.callee.object) === logger &&
        level !== undefined &&
        (lastName(level.value) || constantText(level.value)) === 'DEBUG'
      );
    })
  );
}

/** Whether an expression is evaluated each time that its function runs. */
export function isRunEachTime(node: AnyNode, text: (node: AnyNode) => string): boolean {
  let at = node;
  for (let steps = 0; steps < MOST_ABOVE; steps += 1) {
    const around = at.parent;
    if (!around || around.type === 'Function') return true;
    if (isOnCondition(at, around, text)) return false;
    at = around;
  }
  return false;
}

const MOST_ABOVE = 60;

function isOnCondition(node: AnyNode, around: AnyNode, text: (node: AnyNode) => string): boolean {
  switch (around.type) {
    case 'Except':
      return true;
    case 'If':
    case 'Conditional':
      return around.test !== node && !isDispatch(text(around.test));
    case 'Binary':
      return /^(?:and|or)$/.test(around.operator) && around.right === node;
    default:
      return false;
  }
}
