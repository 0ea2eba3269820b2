import { constantText } from './constant-text.ts';
import { classText, methodsOf } from './members.ts';
import type { AnyNode, Attribute, Call, Expression } from './syntax.ts';
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
  return node.type === 'Attribute' && isOfPlainClass(node, values)
    ? classText(values, node, textOfClass)
    : undefined;
}

/** A field with a type is what the constructor of a data class or a model takes: `META: str = 'a.json'`. */
function textOfClass(value: Expression): string | undefined {
  const isField = value.parent?.type === 'Assign' && value.parent.annotation !== undefined;

  return isField ? undefined : constantText(value);
}

/** No class below it, beside or above which another may have the same name, and none that answers for its fields. */
function isOfPlainClass({ object }: Attribute, values: Values): boolean {
  return values.valuesOf(object).every((value) => {
    if (value.kind !== 'class' && value.kind !== 'instance') return false;
    const { node } = value;
    const isAnswering = methodsOf(node).some(({ name }) => /^__getattr/.test(name?.name ?? ''));
    return !isAnswering && node.bases.length === 0 && values.subclassesOf(node).length === 0;
  });
}

/** Whether some `o.NAME` is given another value by that name: assigned, set or patched. */
export function isSetByName(name: string, values: Values): boolean {
  const isNamed = ({ arguments: given }: Call) =>
    given.some(({ value }) => constantText(value) === name);

  return (
    values.attributesOf(name).some(isTarget) ||
    [...settersOf(values), ...['object', 'patch'].flatMap((each) => values.callsOf(each))].some(
      isNamed,
    )
  );
}

function settersOf(values: Values): readonly Call[] {
  return ['setattr', '__setattr__'].flatMap((setter) => values.callsOf(setter));
}

/** Whether some `o.NAME` is given another value, or may be by a name that is not written. */
export function isPutElsewhere(name: string, values: Values): boolean {
  const isUnseen = ({ arguments: given }: Call) =>
    given.slice(-2, -1).every(({ value }) => value.type !== 'Text');

  return (
    isSetByName(name, values) ||
    settersOf(values).some(isUnseen) ||
    values.attributesOf('__dict__').length > 0 ||
    ['vars', 'globals'].some((each) => values.callsOf(each).length > 0) ||
    values
      .callsOf('parse_args')
      .some(
        ({ arguments: given }) =>
          given.length > 1 || given.some((each) => each.name === 'namespace'),
      )
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
