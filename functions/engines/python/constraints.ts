import { argumentOf, hasUnseenArguments } from './call-arguments.ts';
import { constantText } from './constant-text.ts';
import { type Kinds, noKinds } from './kinds.ts';
import { lastName } from './last-name.ts';
import { type Binding, bindingOf, scopeOf } from './scope.ts';
import type { Call, ClassNode, Expression, FunctionNode, Name, Statement } from './syntax.ts';
import { isTextType } from './typed-field.ts';
import type { Values } from './value.ts';
import { matchedAtDoor } from './whole-pattern.ts';

/** What FastAPI itself asks of a parameter, and Pydantic of a field. */
const ofParameter =
  /^fastapi\.(?:params\.|param_functions\.)?(?:Query|Path|Form|Body|Header|Cookie)$/;
const ofModel = /^pydantic\.(?:fields\.|types\.)?(?:Field|constr|StringConstraints)$/;

/**
 * What a text does no harm to that FastAPI or Pydantic refuses unless it matches: `Query(pattern='^[a-z]+$')`
 * as a default or in `Annotated[str, …]`, and `constr(regex=…)` of a model.
 */
export function constrainedKinds(
  annotation: Expression | undefined,
  otherwise: Expression | undefined,
  values: Values,
  names = ofParameter,
): Kinds {
  const [type, ...more] = partsOf(annotation);
  if (!type) return noKinds;
  const own = isTextType(type) ? [] : [type];
  const given = [...own, ...more, ...(otherwise?.type === 'Call' ? [otherwise] : [])];
  const patterns = given.map((each) => patternIn(each, values, names));
  if (patterns.some((each) => each === undefined)) return noKinds;

  return patterns.reduce<Kinds>(
    (all, each) => all | (each ? matchedAtDoor(each) : noKinds),
    noKinds,
  );
}

/**
 * The same of a field of what FastAPI gives to a route, where nothing but Pydantic has made it: who sets it,
 * or has a validator of its own, may have given it another value.
 */
export function constrainedField(values: Values, object: Expression, field: string): Kinds {
  const binding = bindingOf(object);
  const [parameter, ...others] = binding?.definitions ?? [];
  if (!binding || parameter?.kind !== 'parameter' || others.length > 0) return noKinds;
  if (!isOfFastApi(parameter.of, values) || isChanged(binding, values)) return noKinds;
  const [model, ...more] = values.valuesOf(object);
  if (model?.kind !== 'instance' || more.length > 0 || !isPlainModel(model.node, values)) {
    return noKinds;
  }
  const own = scopeOf(model.node.body).names.get(field);
  const [definition, ...again] = own?.definitions ?? [];
  const otherwise = definition?.kind === 'value' ? definition.node : undefined;

  return again.length > 0 ? noKinds : constrainedKinds(own?.annotation, otherwise, values, ofModel);
}

/** `@app.post('/x')` of FastAPI, and no other decorator that may call it; nor does the code. */
export function isOfFastApi(of: FunctionNode, values: Values): boolean {
  const [only, ...others] = of.decorators;
  if (!only || others.length > 0 || values.sitesOf(of).length > 0) return false;
  const names = values.namesOf(only.type === 'Call' ? only.callee : only);

  return names.length > 0 && names.every((name) => /^fastapi\.[\w.]*\(\)\.\w+$/.test(name));
}

/** Whether something else is done with it than that its fields are read. */
function isChanged({ reads, writes }: Binding, values: Values): boolean {
  return (
    writes.length > 0 ||
    !reads.every(isFieldRead) ||
    ['setattr', '__setattr__'].some((name) => values.callsOf(name).length > 0)
  );
}

function isFieldRead(read: Name): boolean {
  const field = read.parent?.type === 'Attribute' ? read.parent : undefined;
  const around = field?.parent;
  if (!field || !around || field.name.startsWith('__')) return false;
  const isCalled = around.type === 'Call' && around.callee === field;
  const isTarget =
    ((around.type === 'For' || around.type === 'Clause' || around.type === 'WithItem') &&
      around.target === field) ||
    around.type === 'Delete' ||
    around.type === 'AugmentedAssign' ||
    (around.type === 'Assign' && around.value !== field);

  return !isCalled && !isTarget;
}

/** Of Pydantic alone, and with nothing that looks at its fields but what stands at them. */
function isPlainModel({ bases, body, decorators }: ClassNode, values: Values): boolean {
  return (
    decorators.length === 0 &&
    bases.every(({ name, value }) => name === undefined && isPydantic(value, values)) &&
    body.body.every(isPlainMember)
  );
}

function isPydantic(base: Expression, values: Values): boolean {
  const names = values.namesOf(base);

  return names.length > 0 && names.every((name) => /^pydantic\.(?:main\.)?BaseModel$/.test(name));
}

/** No validator, and nothing that Pydantic calls when a model is made. */
function isPlainMember(member: Statement): boolean {
  if (member.type === 'Function') {
    return member.decorators.length === 0 && !/^_|^model_/.test(member.name?.name ?? '_');
  }
  if (member.type !== 'Assign') return /^(?:ExpressionStatement|Pass)$/.test(member.type);

  return member.value?.type !== 'Call' || !/(?:validator|serializer)$/.test(makerOf(member.value));
}

/** `validator('name')(unquote)`. */
function makerOf({ callee }: Call): string {
  return callee.type === 'Call' ? makerOf(callee) : lastName(callee);
}

/** `str` and `Query(…)` of `Annotated[str, Query(…)]`; of `Optional[constr(…)]` and `constr(…) | None`, the call. */
function partsOf(annotation: Expression | undefined): readonly Expression[] {
  if (annotation?.type === 'Binary' && annotation.operator === '|') {
    const isNone = annotation.right.type === 'Constant' && annotation.right.value === 'None';
    if (isNone) return partsOf(annotation.left);
  }
  if (annotation?.type !== 'Subscript') return annotation ? [annotation] : [];
  const { object, index } = annotation;
  const name = lastName(object);
  if (name === 'Annotated') return index.type === 'Tuple' ? index.elements : [];

  return name === 'Optional' ? [index] : [annotation];
}

/** Empty where it asks for none; undefined of what may change what it is given: `AfterValidator(unquote)`. */
function patternIn(node: Expression, values: Values, names: RegExp): string | undefined {
  if (node.type !== 'Call' || hasUnseenArguments(node)) return undefined;
  const called = values.namesOf(node.callee);
  const isOne = called.length > 0 && called.every((name) => names.test(name));

  return isOne ? (constantText(argumentOf(node, undefined, 'pattern', 'regex')) ?? '') : undefined;
}
