import type { EventPart } from '../../../core/decided-change.ts';
import { eventPartOf } from '../../signatures/index.ts';
import { calledName } from '../link.ts';
import { bindingOf } from '../scope.ts';
import type { AnyNode, Expression, FunctionNode } from '../syntax.ts';

/** Which part of the event `object[key]` is, where it is one that not every way in brings; undefined where the code may have put it there. */
export function partOfEvent(
  object: Expression,
  key: string | undefined,
  entries: ReadonlySet<FunctionNode>,
): EventPart | undefined {
  const part = eventPartOf(key);

  return part && isKeptEvent(object, entries) ? part : undefined;
}

/** Whether a name is the event of Lambda, of which the code only reads fields, and nothing is given it that could put more into it. */
function isKeptEvent(node: Expression, entries: ReadonlySet<FunctionNode>): boolean {
  const { definitions = [], writes = [], loops = [], reads = [] } = bindingOf(node) ?? {};
  const [one, ...others] = definitions;
  if (one?.kind !== 'parameter' || others.length + writes.length + loops.length > 0) return false;
  const isEvent = one.index === 0 && entries.has(one.of) && one.of.decorators.length === 0;

  return isEvent && reads.every(isOnlyRead);
}

function isOnlyRead(read: AnyNode): boolean {
  const around = read.parent;
  switch (around?.type) {
    case 'Subscript':
      return around.object === read && !isSet(around);
    case 'Attribute':
      return around.name === 'get';
    case 'Binary':
      return /^(?:not )?in$/.test(around.operator);
    case 'Argument': {
      const call = around.parent;
      return call?.type === 'Call' && harmless.test(calledName(call) ?? '');
    }
    default:
      return false;
  }
}

function isSet(node: AnyNode): boolean {
  const { parent } = node;

  return (
    (parent?.type === 'Assign' && parent.targets.some((each) => each === node)) ||
    (parent?.type === 'AugmentedAssign' && parent.target === node) ||
    parent?.type === 'Delete'
  );
}

const harmless = /^(?:print|dumps|str|debug|info|warning|error|isinstance)$/;
