import type { Fact } from './entry.ts';
import { calledName } from './link.ts';

/** Whether the event was put into a text of the code on its way. */
export function isPutIntoText(fact: Fact): boolean {
  for (let at: Fact | undefined = fact; at; at = at.from) {
    const { node, from } = at;
    if (node.type === 'FormattedText' || node.type === 'Binary') return true;
    if (node.type === 'Call' && node.callee.type === 'Attribute' && node.callee.name === 'format') {
      return true;
    }
    // `template.replace('{name}', name)`
    if (from && node.type === 'Call' && calledName(node) === 'replace') {
      const { start, end } = from.node;
      if (node.arguments.some((each) => start >= each.start && end <= each.end)) return true;
    }
  }
  return false;
}
