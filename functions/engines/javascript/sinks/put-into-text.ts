import type { Fact } from '../entry.ts';

/** Whether the event was put into a text of the code on its way. */
export function isPutIntoText(fact: Fact | undefined): boolean {
  for (let at = fact; at; at = at.from) {
    const { node } = at;
    if (node.type === 'TemplateLiteral' || node.type === 'BinaryExpression') return true;
  }
  return false;
}
