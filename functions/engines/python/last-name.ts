import type { Expression } from './syntax.ts';

/** The name that is written last: `c` of `a.b.c`; empty where it is no name. */
export function lastName(node: Expression): string {
  return node.type === 'Name' || node.type === 'Attribute' ? node.name : '';
}
