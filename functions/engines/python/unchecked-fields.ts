import type { Fact } from './entry.ts';
import { lastName } from './last-name.ts';
import type { AnyNode, Call } from './syntax.ts';

/** `model.model_copy(update=table)` and `Model.model_construct(**table)` take what they are given as it is. */
export function isTakenUnchecked(reached: Fact): boolean {
  let at: Fact | undefined = reached;

  for (let steps = 0; at?.from && steps < MOST_STEPS; steps += 1) {
    const { node, from }: Fact = at;
    const given: AnyNode | undefined = from.node.parent;
    const isGiven = node.type === 'Call' && given?.type === 'Argument' && given.parent === node;
    if (isGiven && /^(?:model_)?construct$/.test(lastName(node.callee))) return true;
    if (isGiven && isUpdateOf(node, given.name)) return true;
    at = from;
  }
  return false;
}

/** What a copy of a model takes instead of what the model has. */
export function isUpdateOf({ callee }: Call, given: number | string | undefined): boolean {
  return given === 'update' && callee.type === 'Attribute' && isCopy(callee.name);
}

/** Of Pydantic, and of Pydantic 1. */
export function isCopy(method: string): boolean {
  return method === 'model_copy' || method === 'copy';
}

/** Facts that are looked at. */
const MOST_STEPS = 60;
