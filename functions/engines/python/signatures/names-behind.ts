import type { AnyNode, Expression } from '../syntax.ts';
import type { Values } from '../value.ts';
import { foundBehind } from './behind.ts';

/** What values are called by: their own names, and all texts and fields that they are made of: `users` of `db.users`, `USERS_TABLE` of a table of the environment. */
export function namesBehind(
  nodes: readonly (Expression | undefined)[],
  values: Values,
): readonly string[] {
  const names: string[] = [];

  for (const node of nodes) {
    if (!node) continue;
    foundBehind(node, values, (each) => {
      if (each.type === 'Text') names.push(each.value);
      if (each.type === 'Attribute' && !isCalled(each)) names.push(each.name);
      // `session` of `session.resource('dynamodb')` is none of the table.
      if (each.type === 'Name' && each === node) names.push(each.name);
      return undefined;
    });
  }
  return names;
}

function isCalled(node: AnyNode): boolean {
  return node.parent?.type === 'Call' && node.parent.callee === node;
}
