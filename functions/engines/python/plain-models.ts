import { constantText } from './constant-text.ts';
import { lastName } from './last-name.ts';
import { returnStatementsOf } from './members.ts';
import type { Call, ClassNode, Expression, FunctionNode, Statement } from './syntax.ts';
import { isUpdateOf } from './unchecked-fields.ts';
import type { Values } from './value.ts';

/** Of Pydantic alone, with none above or below it, and nothing that sees or makes the whole object. */
export function isPlainModel(model: ClassNode, values: Values): boolean {
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

const roundabouts = [
  'model_construct',
  'construct',
  'model_rebuild',
  '__setstate__',
  '__pydantic_decorators__',
];

/** Whether some code makes or changes objects of models without asking the validators. */
export function isGoneRound(values: Values): boolean {
  return (
    roundabouts.some((name) => values.attributesOf(name).length > 0) ||
    ['copy', 'model_copy'].some((name) =>
      values
        .callsOf(name)
        .some((call) => call.arguments.some((each) => isUpdateOf(call, each.name))),
    )
  );
}

/** `@field_validator('a', 'b')` and `@validator('a')` of Pydantic. */
export function validatorsOf({ decorators }: FunctionNode, values: Values): readonly Call[] {
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
export function isAsking(of: FunctionNode, field: string, values: Values): boolean {
  return validatorsOf(of, values).some(({ arguments: given }) =>
    given.some(({ name, spread, value }) => {
      const text = constantText(value);
      if (name !== undefined && spread === '') return false;
      return spread !== '' || text === undefined || text === '*' || text === field;
    }),
  );
}
