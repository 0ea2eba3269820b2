import { isConstant } from './call-arguments.ts';
import { anyField } from './field-path.ts';
import { lastName } from './last-name.ts';
import { methodsOf } from './members.ts';
import { isPutElsewhere } from './own-text.ts';
import { isAsking, isGoneRound, isPlainModel } from './plain-models.ts';
import { bindingOf, scopeOf } from './scope.ts';
import type { Attribute, ClassNode, Expression } from './syntax.ts';
import type { Value, Values } from './value.ts';

/**
 * The class of what a model keeps in a field: `order.address`, `for item in order.items`, where all classes on
 * the way make what they are given what their fields say. Undefined where it may be another one.
 */
export function nestedModel(values: Values, object: Expression, depth = 0): ClassNode | undefined {
  if (depth > MOST_STEPS) return undefined;
  if (object.type === 'Subscript') {
    const isOne = object.index.type === 'Number' || object.index.type === 'Unary';
    return isOne ? elementOf(values, object.object, depth) : undefined;
  }
  if (object.type !== 'Name') {
    const annotation = annotationOf(values, object, depth);
    return annotation && classIn(values, annotation);
  }
  const binding = bindingOf(object);
  const [definition, ...others] = binding?.definitions ?? [];
  const isOnce = binding !== undefined && others.length === 0 && binding.writes.length <= 1;
  if (definition?.kind !== 'value' || !isOnce) return undefined;
  const { node, path } = definition;
  if (path.length === 0) return nestedModel(values, node, depth + 1);
  const isElement = path.length === 1 && path[0] === anyField;

  return isElement ? elementOf(values, node, depth) : undefined;
}

const MOST_STEPS = 6;

/** What the class of `object` says of `object.field`, which no code sets. */
function annotationOf(values: Values, node: Expression, depth: number): Expression | undefined {
  if (node.type !== 'Attribute') return undefined;
  const found = values.valuesOf(node.object).filter((value) => !saysNothing(value));
  const [first] = found;
  const isOne = found.every((each) => each.kind === 'instance' && each.node === instanceOf(first));
  if (!isOne) return undefined;
  const model = instanceOf(first) ?? nestedModel(values, node.object, depth + 1);

  return model && isAsSaid(values, model, node.name)
    ? scopeOf(model.body).names.get(node.name)?.annotation
    : undefined;
}

function instanceOf(value: Value | undefined): ClassNode | undefined {
  return value?.kind === 'instance' ? value.node : undefined;
}

/**
 * What says nothing of an object that has fields: data of JSON, which has none, and what a field is by the base of
 * its class alone, where the class gives it no value (`pydantic.BaseModel().name`).
 */
export function saysNothing(value: Value): boolean {
  return value.kind === 'name' && without.test(value.name);
}

const without = /^pydantic\.(?:\w+\.)*BaseModel\(\)\.|\.json\(\)(?:\.\w+)*$/;

/** `Address`, `Address | None`, `Optional[Address]`. */
function classIn(values: Values, annotation: Expression): ClassNode | undefined {
  const type = withoutNone(annotation);
  const [found, ...others] = type ? values.valuesOf(type) : [];

  return found?.kind === 'class' && others.length === 0 ? found.node : undefined;
}

/**
 * Whether a field is what its class says, in all objects of it: made by Pydantic, asked by no validator that may
 * answer otherwise, and set by no code.
 */
export function isAsSaid(values: Values, model: ClassNode, field: string): boolean {
  return (
    isPlainModel(model, values) &&
    !methodsOf(model).some((of) => isAsking(of, field, values)) &&
    !isPutElsewhere(field, values) &&
    !isGoneRound(values)
  );
}

/** `list[Item]`, `List[Item] | None`, of a field to which no code adds anything. */
function elementOf(values: Values, node: Expression, depth: number): ClassNode | undefined {
  const annotation = annotationOf(values, node, depth);
  const isOnlyRead =
    node.type === 'Attribute' && values.attributesOf(node.name).every((each) => isRead(each));
  const type = annotation && isOnlyRead ? withoutNone(annotation) : undefined;
  const isList =
    type?.type === 'Subscript' && /^(?:list|List|Sequence|set|Set)$/.test(lastName(type.object));

  return isList ? classIn(values, type.index) : undefined;
}

/** By a loop, at a place, or by what counts and sorts. */
function isRead({ parent, start }: Attribute): boolean {
  switch (parent?.type) {
    case 'For':
    case 'Clause':
      return parent.source.start === start;
    case 'Subscript':
      return parent.parent?.type === 'Attribute' || parent.parent?.type === 'Argument';
    case 'If':
    case 'Unary':
      return true;
    case 'Argument': {
      const call = parent.parent;
      return (
        call?.type === 'Call' && /^(?:len|enumerate|sorted|sum|bool)$/.test(lastName(call.callee))
      );
    }
    default:
      return false;
  }
}

function withoutNone(annotation: Expression): Expression | undefined {
  if (annotation.type === 'Binary' && annotation.operator === '|') {
    const { left, right } = annotation;
    if (isConstant(right, 'None')) return withoutNone(left);
    return isConstant(left, 'None') ? withoutNone(right) : undefined;
  }
  const isOptional = annotation.type === 'Subscript' && lastName(annotation.object) === 'Optional';

  return isOptional ? withoutNone(annotation.index) : annotation;
}
