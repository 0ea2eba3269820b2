import type { Fact } from './entry.ts';

/** Whether the event was put into a text of the code on its way. */
export function isPutIntoText(fact: Fact): boolean {
  for (let at: Fact | undefined = fact; at; at = at.from) {
    const { node } = at;
    if (node.type === 'FormattedText' || node.type === 'Binary') return true;
    if (node.type === 'Call' && node.callee.type === 'Attribute' && node.callee.name === 'format') {
      return true;
    }
  }
  return false;
}
