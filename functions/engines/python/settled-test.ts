import { truthOf } from './constant-text.ts';
import { classText } from './members.ts';
import type { Attribute, Expression } from './syntax.ts';
import type { Values } from './value.ts';

/** What a test always comes to that asks for a field of a class, `self.needs_login`, which nothing else sets; undefined for any other. */
export function settledTest(test: Expression, values: Values): boolean | undefined {
  if (test.type === 'Unary' && test.operator === 'not') {
    const inner = settledTest(test.operand, values);
    return inner === undefined ? undefined : !inner;
  }
  if (test.type !== 'Attribute' || isSet(test, values)) return undefined;
  const text = classText(values, test, (node) =>
    truthOf(node) === undefined ? undefined : String(truthOf(node)),
  );

  return text === undefined ? undefined : text === 'true';
}

/** `Orders.needs_login = False`, `del handler.needs_login`, and what is asked for by a text. */
function isSet({ name }: Attribute, values: Values): boolean {
  return (
    values.attributesOf(name).some(isTarget) ||
    ['setattr', 'type'].some((call) =>
      values.callsOf(call).some(({ arguments: all }) => all.length > 2),
    )
  );
}

function isTarget(node: Attribute): boolean {
  const { parent } = node;
  if (parent?.type === 'Assign') return parent.targets.some((each) => each === node);

  return (
    parent?.type === 'AugmentedAssign' || parent?.type === 'Delete' || parent?.type === 'Tuple'
  );
}
