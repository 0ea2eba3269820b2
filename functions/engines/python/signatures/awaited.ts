import type { Call, FunctionNode } from '../syntax.ts';

/** Whether a call runs a function: a coroutine that nothing waits for does not. */
export function isRun({ parent }: Call, { isAsync }: FunctionNode): boolean {
  const isWaitedFor = parent?.type === 'Await' || parent?.type === 'Argument';

  return !isAsync || isWaitedFor || parent?.type === 'Return';
}
