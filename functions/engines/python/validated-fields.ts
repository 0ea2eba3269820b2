import { isConstant } from './call-arguments.ts';
import { constantText } from './constant-text.ts';
import { isOfFastApi } from './constraints.ts';
import { guardedAt } from './guard.ts';
import { allKinds, type Kinds, noKinds } from './kinds.ts';
import { lastName } from './last-name.ts';
import { methodsOf, returnStatementsOf } from './members.ts';
import { isPutElsewhere } from './own-text.ts';
import { isAsking, isGoneRound, isPlainModel, validatorsOf } from './plain-models.ts';
import { bindingOf, lookUp, scopeOf } from './scope.ts';
import { isSubject } from './subject.ts';
import type { Call, ClassNode, Expression, FunctionNode, Parameter } from './syntax.ts';
import { isTextType } from './typed-field.ts';
import type { Values } from './value.ts';

/**
 * What a field of a model does no harm to because a validator of its class refuses other values:
 * `@field_validator('name')`, where nothing but Pydantic has made the object, and its field is a text.
 */
export function validatedField(values: Values, object: Expression, field: string): Kinds {
  const model = modelOf(object, values);
  if (!model) return noKinds;
  const known = knownKinds.get(model) ?? new Map<string, Kinds>();
  knownKinds.set(model, known);
  const ofField = known.get(field) ?? kindsOfField(model, field, values);
  known.set(field, ofField);

  return ofField;
}

const knownKinds = new WeakMap<ClassNode, Map<string, Kinds>>();

/** Of a name that stands for one object: made from data here, or given to a route by FastAPI. */
function modelOf(object: Expression, values: Values): ClassNode | undefined {
  const binding = bindingOf(object);
  const [definition, ...others] = binding?.definitions ?? [];
  if (!binding || !definition || others.length > 0) return undefined;
  if (definition.kind === 'value' && definition.path.length === 0) {
    return binding.writes.length === 1 ? madeOf(definition.node, values) : undefined;
  }
  const isGiven = definition.kind === 'parameter' && binding.writes.length === 0;
  if (!isGiven || !isOfFastApi(definition.of, values)) return undefined;
  const [model, ...more] = values.valuesOf(object);

  return model?.kind === 'instance' && more.length === 0 ? model.node : undefined;
}

/** `Model(**data)`, `Model.model_validate(data)`, `data if isinstance(data, Model) else Model(**data)`. */
function madeOf(node: Expression, values: Values): ClassNode | undefined {
  if (node.type === 'Conditional') {
    const model = madeOf(node.no, values);
    return model && isInstanceOf(node.test, node.yes, model, values) ? model : undefined;
  }
  if (node.type !== 'Call') return undefined;
  const { callee } = node;
  const isMaker = callee.type === 'Attribute' && makers.test(callee.name);
  const [model, ...others] = values.valuesOf(isMaker ? callee.object : callee);

  return model?.kind === 'class' && others.length === 0 ? model.node : undefined;
}

/** Those of Pydantic that ask its validators. */
const makers = /^(?:model_validate(?:_json)?|parse_(?:obj|raw))$/;

/** `isinstance(data, Model)`, of the name that is taken then. */
function isInstanceOf(
  test: Expression,
  taken: Expression,
  model: ClassNode,
  values: Values,
): boolean {
  if (test.type !== 'Call' || lastName(test.callee) !== 'isinstance') return false;
  const [asked, type, ...others] = test.arguments;
  const binding = bindingOf(taken);
  const types = type ? values.valuesOf(type.value) : [];

  return (
    others.length === 0 &&
    binding !== undefined &&
    asked !== undefined &&
    bindingOf(asked.value) === binding &&
    types.length > 0 &&
    types.every((each) => each.kind === 'class' && each.node === model)
  );
}

function kindsOfField(model: ClassNode, field: string, values: Values): Kinds {
  const asking = methodsOf(model).filter((of) => validatorsOf(of, values).length > 0);
  const [only, ...others] = asking.filter((of) => isAsking(of, field, values));
  if (!only || others.length > 0 || !isTextField(model, field)) return noKinds;
  if (!isPlainModel(model, values) || isPutElsewhere(field, values) || isGoneRound(values)) {
    return noKinds;
  }
  return passedBy(only, values);
}

/** `name: str`, `name: str | None = None`, with no more than a constant or a Field. */
function isTextField(model: ClassNode, field: string): boolean {
  const own = scopeOf(model.body).names.get(field);
  const [definition, ...others] = own?.definitions ?? [];
  if (!own?.annotation || others.length > 0 || own.writes.length > 1) return false;
  if (!isText(own.annotation)) return false;

  return definition?.kind !== 'value' || isPlainDefault(definition.node);
}

function isText(annotation: Expression): boolean {
  if (annotation.type === 'Binary' && annotation.operator === '|') {
    return [annotation.left, annotation.right].every(
      (each) => isConstant(each, 'None') || isTextType(each),
    );
  }
  if (annotation.type === 'Subscript' && lastName(annotation.object) === 'Optional') {
    return isTextType(annotation.index);
  }
  return annotation.type === 'Name' && isTextType(annotation);
}

function isPlainDefault(node: Expression): boolean {
  if (node.type !== 'Call') return isConstant(node, 'None') || constantText(node) !== undefined;

  return (
    lastName(node.callee) === 'Field' &&
    node.arguments.every(({ name, spread, value }) => {
      if (spread !== '' || name === 'default_factory') return false;
      return name !== undefined || value.type === 'Constant' || constantText(value) !== undefined;
    })
  );
}

/** What the validator lets through: all that it gives back is what it was given, or a constant. */
function passedBy(of: FunctionNode, values: Values): Kinds {
  const [validator, ...others] = validatorsOf(of, values);
  const parameter = parameterOf(of);
  if (!validator || others.length > 0 || !parameter || !isPlainValidator(of, validator)) {
    return noKinds;
  }
  const binding = lookUp(parameter.name.name, scopeOf(parameter));
  if (!binding) return noKinds;

  return returnStatementsOf(of).reduce<Kinds>((all, { value }) => {
    if (!value || isConstant(value, 'None') || constantText(value) !== undefined) return all;
    const subject = { binding, fields: '', start: value.start };
    if (value.type !== 'Name' || !isSubject(value, subject)) return noKinds;
    const ofText = { depth: 0, nesting: 0, holder: 'text', options: undefined } as const;
    return all & guardedAt(value, { ...subject, ...ofText, values });
  }, allKinds);
}

/**
 * After Pydantic's own, and with nothing around it that may answer otherwise: what stands under a name that is
 * bound again, or under `@classmethod`, is never run.
 */
function isPlainValidator(of: FunctionNode, validator: Call): boolean {
  const [first, second, ...others] = of.decorators;
  const isClassMethod = second === undefined || isBuiltin(second, 'classmethod');
  const bound = of.name && scopeOf(of).names.get(of.name.name);

  return (
    !of.isAsync &&
    first === validator &&
    isClassMethod &&
    others.length === 0 &&
    bound?.definitions.length === 1 &&
    validator.arguments.every(
      ({ name, value }) =>
        name === undefined ||
        name === 'check_fields' ||
        name === 'allow_reuse' ||
        name === 'always' ||
        (name === 'mode' && constantText(value) === 'after'),
    )
  );
}

function isBuiltin(node: Expression, name: string): boolean {
  return node.type === 'Name' && node.name === name && !bindingOf(node);
}

/** Behind the class. */
function parameterOf({ parameters }: FunctionNode): Parameter | undefined {
  const [, value, ...others] = parameters;

  return value?.spread === '' && others.every(({ spread }) => spread === '') ? value : undefined;
}
