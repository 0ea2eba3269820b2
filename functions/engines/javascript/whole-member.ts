import { parentOf } from './scope.ts';
import type { AnyNode } from './syntax.ts';

/** Of a read of `body` in `body.list.first`, all of it; what stands by itself as it is. */
export function wholeMember(read: AnyNode): AnyNode {
  let at = read;
  for (
    let around = parentOf(at);
    around?.type === 'MemberExpression' && around.object === at;
    around = parentOf(at)
  ) {
    at = around;
  }

  return at;
}
