import { constantText } from './constant-text.ts';
import { calledName } from './link.ts';
import type { Expression } from './syntax.ts';

/** What a value is called, or taken by: `role` of `role`, `body.role`, `body['role']` and `body.get('role')`. */
export function takenName(node: Expression): string | undefined {
  switch (node.type) {
    case 'Name':
    case 'Attribute':
      return node.name;
    case 'Subscript':
      return constantText(node.index);
    case 'Call':
      return calledName(node) === 'get' ? constantText(node.arguments[0]?.value) : undefined;
    default:
      return undefined;
  }
}
