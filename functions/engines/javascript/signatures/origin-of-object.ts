import { membersNamed, spreadInto } from '../members-by-name.ts';
import type { AnyNode, NodeOf } from '../syntax.ts';
import { joinedOrigins, type Origin } from './origin.ts';

/** Of an object, or of what lies along a path in it. */
export function originOfObject(
  node: NodeOf<'ObjectExpression'>,
  [field, ...deeper]: readonly string[],
  ask: (node: AnyNode, path: readonly string[]) => Origin,
): Origin {
  const named =
    field === undefined
      ? node.properties.flatMap((each) => (each.type === 'Property' ? each.value : []))
      : membersNamed(node, field).flatMap(({ value }) => value ?? []);
  const further = field === undefined ? [] : [field, ...deeper];

  return joinedOrigins([
    ...named.map((each) => ask(each, deeper)),
    ...spreadInto(node).map((each) => ask(each, further)),
  ]);
}
