import { isDispatch, isRareLevel } from '../../signatures/index.ts';
import { argumentOf } from '../call-arguments.ts';
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
  return !isLeftOut(call, values) && isRunEachTime(call, text);
}

/** Whether its level is mostly left out: the loggers of Python log from `WARNING` on, in Lambda, too, as long as no other level is set. */
function isLeftOut(call: Call, values: Values): boolean {
  const level = calledName(call) ?? '';
  const isOfPython = values.namesOf(call.callee).some((name) => name.startsWith('logging.'));
  if (!isRareLevel(level) && !(level === 'info' && isOfPython)) return false;
  const { callee } = call;
  const logger = callee.type === 'Attribute' ? bindingOf(callee.object) : undefined;
  const all = ['setLevel', 'basicConfig', 'dictConfig', 'fileConfig'].flatMap((name) =>
    values.callsOf(name),
  );
  const own = all.filter(
    (set) =>
      calledName(set) === 'setLevel' &&
      set.callee.type === 'Attribute' &&
      bindingOf(set.callee.object) === logger &&
      logger !== undefined,
  );
  if (isRareLevel(level)) return !own.some((set) => levelSet(set) === 'DEBUG');

  return !(own.length > 0 ? own : all).some((set) => !leavesOut.test(levelSet(set)));
}

/** The level that a call sets, by its name; that of Python where none is said. */
function levelSet(set: Call): string {
  const name = calledName(set);
  if (name !== 'setLevel' && name !== 'basicConfig') return '';
  const level = argumentOf(set, name === 'setLevel' ? 0 : undefined, 'level');
  if (level === undefined) return 'WARNING';

  return (lastName(level) || constantText(level)) ?? '';
}

const leavesOut = /^(?:WARN(?:ING)?|ERROR|CRITICAL|FATAL)$/;

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
    case 'Case':
      return around.parent?.type !== 'Match' || !isDispatch(text(around.parent.subject));
    case 'Binary':
      return /^(?:and|or)$/.test(around.operator) && around.right === node;
    default:
      return false;
  }
}
