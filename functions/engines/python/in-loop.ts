import type { AnyNode } from './syntax.ts';

/** Whether a loop that begins after `from` is around a node and the place at `start`. */
export function isInLoop({ parent }: AnyNode, start: number, from: number): boolean {
  let at: AnyNode | undefined = parent;

  for (let steps = 0; at && at.start > from && steps < MOST_AROUND; steps += 1) {
    const isLoop = at.type === 'While' || at.type === 'For';
    if (isLoop && at.start < start && start < at.end) return true;
    at = at.parent;
  }
  return false;
}

/** Further out, loops are not looked for. */
const MOST_AROUND = 100;
