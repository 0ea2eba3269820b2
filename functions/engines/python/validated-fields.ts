import { constantText } from './constant-text.ts';
import { isOfFastApi } from './constraints.ts';
import { guardedAt } from './guard.ts';
import { allKinds, type Kinds, noKinds } from './kinds.ts';
import { lastName } from './last-name.ts';
import { methodsOf, returnStatementsOf } from './members.ts';
import { isPutElsewhere } from './own-text.ts';
import { bindingOf, lookUp, scopeOf } from './scope.ts';
import { isSubject } from './subject.ts';
import type { Call, ClassNode, Expression, FunctionNode, Parameter, Statement } from './syntax.ts';
import { isTextType } from './typed-field.ts';
import { isUpdateOf } from './unchecked-fields.ts';
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

/** `@field_validator('a', 'b')` and `@validator('a')` of Pydantic. */
function validatorsOf({ decorators }: FunctionNode, values: Values): readonly Call[] {
  return decorators.flatMap((each) => {
    const made = each.type === 'Call' ? values.valuesOf(each.callee) : [];
    const isOne =
      made.length > 0 &&
      made.every(
        (value) =>
          value.kind === 'name' &&
          /^pydantic\.(?:v1\.|\w+\.)?(?:field_)?validator$/.test(value.name),
      );
    return each.type === 'Call' && isOne ? [each] : [];
  });
}

/** Also of one whose names are not all written: `*NAMES`, `'*'`. */
function isAsking(of: FunctionNode, field: string, values: Values): boolean {
  return validatorsOf(of, values).some(({ arguments: given }) =>
    given.some(({ name, spread, value }) => {
      const text = constantText(value);
      if (name !== undefined && spread === '') return false;
      return spread !== '' || text === undefined || text === '*' || text === field;
    }),
  );
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
    return [annotation.left, annotation.right].every((each) => isNone(each) || isTextType(each));
  }
  if (annotation.type === 'Subscript' && lastName(annotation.object) === 'Optional') {
    return isTextType(annotation.index);
  }
  return annotation.type === 'Name' && isTextType(annotation);
}

function isNone(node: Expression): boolean {
  return node.type === 'Constant' && node.value === 'None';
}

function isPlainDefault(node: Expression): boolean {
  if (node.type !== 'Call') return isNone(node) || constantText(node) !== undefined;

  return (
    lastName(node.callee) === 'Field' &&
    node.arguments.every(({ name, spread, value }) => {
      if (spread !== '' || name === 'default_factory') return false;
      return name !== undefined || value.type === 'Constant' || constantText(value) !== undefined;
    })
  );
}

/** Of Pydantic alone, with none above or below it, and nothing that sees or makes the whole object. */
function isPlainModel(model: ClassNode, values: Values): boolean {
  const { bases, body, decorators } = model;

  return (
    decorators.length === 0 &&
    bases.length === 1 &&
    values.subclassesOf(model).length === 0 &&
    bases.every(({ name, spread, value }) => {
      const made = values.valuesOf(value);
      const isModel = made.every(
        (each) =>
          each.kind === 'name' && /^pydantic\.(?:v1\.)?(?:main\.)?BaseModel$/.test(each.name),
      );
      return name === undefined && spread === '' && made.length > 0 && isModel;
    }) &&
    body.body.every((member) => isPlainMember(member, values))
  );
}

function isPlainMember(member: Statement, values: Values): boolean {
  switch (member.type) {
    case 'Assign':
      return (
        member.value?.type !== 'Call' || !/(?:validator|serializer)$/.test(makerOf(member.value))
      );
    case 'Function': {
      if (validatorsOf(member, values).length > 0) return true;
      const isOfWhole = member.decorators.some((each) => /validator$/.test(makerOf(each)));
      return isOfWhole
        ? isOnlyAsking(member)
        : !/^__|^model_|^parse_|^construct/.test(nameOf(member));
    }
    case 'ExpressionStatement':
    case 'Pass':
      return true;
    default:
      return false;
  }
}

function nameOf({ name }: FunctionNode): string {
  return name?.name ?? '__';
}

function makerOf(decorator: Expression): string {
  return lastName(decorator.type === 'Call' ? decorator.callee : decorator);
}

/** `@model_validator(mode='after')` that gives back the object itself: fields are set nowhere. */
function isOnlyAsking(of: FunctionNode): boolean {
  const [self] = of.parameters;
  const isAfter = of.decorators.every(
    (each) =>
      each.type === 'Call' &&
      makerOf(each) === 'model_validator' &&
      each.arguments.every(({ name, value }) => name === 'mode' && constantText(value) === 'after'),
  );

  return (
    isAfter &&
    self !== undefined &&
    returnStatementsOf(of).every(
      ({ value }) => value?.type === 'Name' && value.name === self.name.name,
    )
  );
}

/** Whether some code makes or changes objects of models without asking the validators. */
function isGoneRound(values: Values): boolean {
  return (
    ['model_construct', 'construct'].some((name) => values.attributesOf(name).length > 0) ||
    ['copy', 'model_copy'].some((name) =>
      values
        .callsOf(name)
        .some((call) => call.arguments.some((each) => isUpdateOf(call, each.name))),
    )
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
    if (!value || isNone(value) || constantText(value) !== undefined) return all;
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
