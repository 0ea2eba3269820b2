import { constantText } from './constant-text.ts';
import type { Fact } from './entry.ts';
import { lastName } from './last-name.ts';
import type { AnyNode, Attribute, Call, ClassNode, Expression } from './syntax.ts';
import type { Value, Values } from './value.ts';

/** `model.model_copy(update=table)` and `Model.model_construct(**table)` take what they are given as it is. */
export function isTakenUnchecked(reached: Fact): boolean {
  let at: Fact | undefined = reached;

  for (let steps = 0; at?.from && steps < MOST_STEPS; steps += 1) {
    const { node, from }: Fact = at;
    const given: AnyNode | undefined = from.node.parent;
    const isGiven = node.type === 'Call' && given?.type === 'Argument' && given.parent === node;
    if (isGiven && /^(?:model_)?construct$/.test(lastName(node.callee))) return true;
    if (isGiven && isUpdateOf(node, given.name)) return true;
    at = from;
  }
  return false;
}

/** What a copy of a model takes instead of what the model has. */
export function isUpdateOf({ callee }: Call, given: number | string | undefined): boolean {
  return given === 'update' && callee.type === 'Attribute' && isCopy(callee.name);
}

/** Of Pydantic, and of Pydantic 1. */
function isCopy(method: string): boolean {
  return method === 'model_copy' || method === 'copy';
}

/**
 * What a copy of an object of a model is: an object of the same class, where it takes nothing else than the
 * code writes, and nothing sets a field of any object afterwards.
 */
export function copiedOf(values: Values, { callee, arguments: given }: Call): readonly Value[] {
  if (callee.type !== 'Attribute' || !isCopy(callee.name)) return [];
  const isPlain = given.every(({ name, spread, value }) => {
    if (spread !== '') return false;
    return name === 'update' ? isOfConstants(value) : name === 'deep';
  });
  if (!isPlain) return [];

  return values
    .valuesOf(callee.object)
    .filter((value) => value.kind === 'instance' && isUnset(values, value.node));
}

function isOfConstants(table: Expression): boolean {
  return (
    table.type === 'Dict' &&
    table.entries.every(
      ({ key, value }) =>
        constantText(key) !== undefined &&
        (value.type === 'Constant' || value.type === 'Number' || constantText(value) !== undefined),
    )
  );
}

/** A model of Pydantic none of whose fields is set in another way than when it is made. */
function isUnset(values: Values, node: ClassNode): boolean {
  const fields = node.body.body.flatMap((member) =>
    member.type === 'Assign' && member.annotation && member.targets[0]?.type === 'Name'
      ? member.targets[0].name
      : [],
  );
  const isModel =
    node.bases.length > 0 && node.bases.every(({ value }) => lastName(value) === 'BaseModel');

  return (
    isModel &&
    ['__dict__', '__setstate__', 'construct', 'model_construct'].every(
      (name) => values.attributesOf(name).length === 0,
    ) &&
    ['setattr', '__setattr__', 'vars'].every((name) => values.callsOf(name).length === 0) &&
    fields.every((field) => !values.attributesOf(field).some(isSet))
  );
}

function isSet(field: Attribute): boolean {
  const { parent } = field;

  if (parent?.type === 'Assign') return parent.value !== field;
  if (parent?.type === 'AugmentedAssign') return parent.target === field;

  return /^(?:Tuple|List|Starred|WithItem|For|Clause|Delete)$/.test(parent?.type ?? '');
}

/** Facts that are looked at. */
const MOST_STEPS = 60;
