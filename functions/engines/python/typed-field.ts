import { isAsSaid, nestedModel, saysNothing } from './nested-models.ts';
import { scopeOf } from './scope.ts';
import type { ClassNode, Expression } from './syntax.ts';
import type { Value, Values } from './value.ts';

/** Whether an object's class says that a field is a number, a date or one of a few. */
export function isTypedSafely(values: Values, object: Expression, field: string): boolean {
  return annotationsOf(values, object, field).some((each) => isSafeType(values, each));
}

/** Whether an object's class says that a field is a text, and sees to it. */
export function isTypedAsText(values: Values, object: Expression, field: string): boolean {
  return annotationsOf(values, object, field).some((each) => isTextType(each));
}

/** What the classes of an object that convert what they are given say of a field. */
function annotationsOf(values: Values, object: Expression, field: string): readonly Expression[] {
  const found = values.valuesOf(object).filter((value) => !saysNothing(value));
  const nested = found.length === 0 ? nestedModel(values, object) : undefined;
  if (nested && !isAsSaid(values, nested, field)) return [];
  const models = found.flatMap((value) => (value.kind === 'instance' ? value.node : []));

  return [...models, ...(nested ? [nested] : [])].flatMap((node) =>
    validates(values, node) ? (scopeOf(node.body).names.get(field)?.annotation ?? []) : [],
  );
}

/** A model of Pydantic converts what it is given; a data class only says what it should be. */
function validates(values: Values, node: ClassNode): boolean {
  return node.bases.some(({ value }) =>
    values
      .valuesOf(value)
      .some((base: Value) =>
        base.kind === 'class' ? validates(values, base.node) : isModel(base),
      ),
  );
}

function isModel(value: Value): boolean {
  return (
    value.kind === 'name' && /(?:^|\.)(?:BaseModel|SQLModel|BaseSettings|Struct)$/.test(value.name)
  );
}

/** Whether all values of a type are harmless in any text. */
export function isSafeType(values: Values, annotation: Expression, depth = 0): boolean {
  if (depth > MOST_DEEP) return false;
  switch (annotation.type) {
    case 'Subscript': {
      const name = nameOf(annotation.object);
      if (name === 'Literal') return true;
      const parts =
        annotation.index.type === 'Tuple' ? annotation.index.elements : [annotation.index];
      if (name === 'Annotated') return parts[0] ? isSafeType(values, parts[0], depth + 1) : false;
      return containers.has(name) && parts.every((part) => isSafeType(values, part, depth + 1));
    }
    case 'Binary':
      return (
        annotation.operator === '|' &&
        isSafeType(values, annotation.left, depth + 1) &&
        isSafeType(values, annotation.right, depth + 1)
      );
    case 'Constant':
      return annotation.value === 'None';
    case 'Call':
      return safeNames.has(nameOf(annotation.callee));
    default:
      return safeNames.has(nameOf(annotation)) || isEnumeration(values, annotation);
  }
}

/** `str`, `str | None`, `Optional[str]`: what a framework makes a text of, or refuses. */
export function isTextType(annotation: Expression, depth = 0): boolean {
  if (depth > MOST_DEEP) return false;
  switch (annotation.type) {
    case 'Name':
      return annotation.name === 'str';
    case 'Constant':
      return annotation.value === 'None';
    case 'Binary':
      return (
        annotation.operator === '|' &&
        isTextType(annotation.left, depth + 1) &&
        isTextType(annotation.right, depth + 1)
      );
    case 'Subscript': {
      const [first] =
        annotation.index.type === 'Tuple' ? annotation.index.elements : [annotation.index];
      const isWrapper = /^(?:Optional|Annotated)$/.test(nameOf(annotation.object));
      return isWrapper && first !== undefined && isTextType(first, depth + 1);
    }
    default:
      return false;
  }
}

const MOST_DEEP = 8;

function isEnumeration(values: Values, annotation: Expression): boolean {
  return values
    .valuesOf(annotation)
    .some((value) =>
      value.kind === 'class'
        ? value.node.bases.some(({ value: base }) => /(?:Enum|Flag)$/.test(nameOf(base)))
        : false,
    );
}

function nameOf(node: Expression): string {
  return node.type === 'Name' || node.type === 'Attribute' ? node.name : '';
}

const safeNames: ReadonlySet<string> = new Set(
  'int float bool complex Decimal UUID UUID1 UUID3 UUID4 UUID5 date datetime time timedelta conint confloat condecimal PositiveInt NegativeInt NonNegativeInt NonPositiveInt PositiveFloat NonNegativeFloat StrictInt StrictFloat StrictBool IPvAnyAddress IPv4Address IPv6Address'.split(
    ' ',
  ),
);

const containers: ReadonlySet<string> = new Set(
  'Optional Union List list Set set Tuple tuple Sequence Iterable FrozenSet'.split(' '),
);
