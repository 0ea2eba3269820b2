import { constantText } from './constant-text.ts';
import { classText } from './members.ts';
import type { AnyNode, Attribute, Expression } from './syntax.ts';
import type { Values } from './value.ts';

/**
 * The text that an expression always is, wherever the code keeps it: also `NAME` and `settings.NAME` of
 * another file, and `self.NAME` of a class and all below it. Undefined for anything else.
 */
export function ownText(node: Expression | undefined, values: Values): string | undefined {
  if (!node) return undefined;
  const here = constantText(node);
  if (here !== undefined) return here;
  if (node.type !== 'Name' && node.type !== 'Attribute') return undefined;
  if (isPutElsewhere(node.name, values)) return undefined;

  const written = values.writtenAs(node);
  if (written !== node) return constantText(written);
  return node.type === 'Attribute' ? classText(values, node) : undefined;
}

/** Whether some `o.NAME` is given another value, or may be by its name. */
function isPutElsewhere(name: string, values: Values): boolean {
  const isNamed = ({
    arguments: given,
  }: {
    readonly arguments: readonly { value: Expression }[];
  }) => given.some(({ value }) => constantText(value) === name);

  return (
    values.attributesOf(name).some(isTarget) ||
    ['setattr', '__setattr__'].some((setter) => values.callsOf(setter).some(isNamed))
  );
}

function isTarget(attribute: Attribute): boolean {
  let at: AnyNode = attribute;
  while (at.parent && partsOfTargets.has(at.parent.type)) at = at.parent;
  const { parent } = at;

  switch (parent?.type) {
    case 'Assign':
      return parent.value !== at;
    case 'AugmentedAssign':
    case 'For':
    case 'Clause':
    case 'WithItem':
      return parent.target === at;
    case 'Delete':
      return true;
    default:
      return false;
  }
}

const partsOfTargets: ReadonlySet<string> = new Set(['Tuple', 'List', 'Starred']);
