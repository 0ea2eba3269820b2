import { constantText } from './constant-text.ts';
import type { Fact } from './entry.ts';
import { anyKey, type FieldPath } from './field-path.ts';
import { lastName } from './last-name.ts';
import type {
  Attribute,
  Call,
  ClassNode,
  Expression,
  FunctionNode,
  NodeOf,
  Statement,
} from './syntax.ts';
import type { Value, Values } from './value.ts';

/** What makes a table of an object. */
const makers = /^(?:dict|model_dump|_asdict|dataclasses\.asdict)$/;

/** Where it lies in a table that a call makes of an object by its fields: below some key, and in none. */
export function inFields(
  values: Values,
  name: string,
  call: Call,
  { node, path }: Fact,
): FieldPath | undefined {
  if (path.length > 0 || !makers.test(name)) return undefined;
  const isAlone = call.arguments.every(
    (each) => each.value === node || (each.spread === '' && each.name !== 'dict_factory'),
  );

  return isAlone && hasKeysOfFields(values, lastStep(name), node) ? [anyKey] : undefined;
}

function lastStep(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

/**
 * Whether the keys of what a call makes of an object are the names of the fields that its class declares:
 * `model.model_dump()`, `dataclasses.asdict(x)`. Values may still be anything, and tables within them.
 */
function hasKeysOfFields(values: Values, maker: string, object: Expression): boolean {
  const of = instancesOf(values.valuesOf(object));

  return of.length > 0 && of.every((node) => isKept(values, maker, node));
}

/** None where it may be something else than an object of the archive. */
function instancesOf(found: readonly Value[]): readonly ClassNode[] {
  return found.every(({ kind }) => kind === 'instance')
    ? found.flatMap((value) => (value.kind === 'instance' ? value.node : []))
    : [];
}

function isKept(values: Values, maker: string, node: ClassNode): boolean {
  switch (maker) {
    case 'asdict':
      return node.decorators.some((each) => isDataClass(values, each));
    case '_asdict':
      return isOfBases(values, node, /^typing\.NamedTuple$/);
    default:
      return isStrictModel(values, node);
  }
}

function isDataClass(values: Values, decorator: Expression): boolean {
  const made = decorator.type === 'Call' ? decorator.callee : decorator;

  return isNamed(values, made, /^(?:dataclasses|pydantic\.dataclasses)\.dataclass$/);
}

/** A model of Pydantic leaves out what it does not declare, unless its code asks for it or goes round it. */
function isStrictModel(values: Values, node: ClassNode): boolean {
  const family = familyOf(values, node);

  return (
    family.length < MOST_CLASSES &&
    family.every((each) => isPlainModel(values, each)) &&
    !isOpened(values, family)
  );
}

/** Of a family of models. */
const MOST_CLASSES = 30;

/** The class, what it extends and what extends it: an object of one may be of another. */
function familyOf(values: Values, node: ClassNode): readonly ClassNode[] {
  const found = new Set([node]);

  for (const each of found) {
    values.spend();
    if (found.size >= MOST_CLASSES) break;
    for (const other of basesOf(values, each)) found.add(other);
    for (const other of values.subclassesOf(each)) found.add(other);
  }
  return [...found];
}

function basesOf(values: Values, { bases }: ClassNode): readonly ClassNode[] {
  return bases
    .flatMap(({ value }) => values.valuesOf(value))
    .flatMap((value) => (value.kind === 'class' ? value.node : []));
}

function isPlainModel(values: Values, node: ClassNode): boolean {
  const { bases, body, decorators } = node;

  return (
    decorators.length === 0 &&
    bases.length > 0 &&
    bases.every(
      ({ name, spread, value }) =>
        name === undefined && spread === '' && isModelBase(values, value),
    ) &&
    body.body.every(isPlainMember)
  );
}

function isModelBase(values: Values, base: Expression): boolean {
  const found = values.valuesOf(base);

  return (
    isNamed(values, base, ofPydantic) ||
    (found.length > 0 && found.every(({ kind }) => kind === 'class'))
  );
}

const ofPydantic = /^(?:pydantic\.(?:v1\.)?(?:main\.)?BaseModel|sqlmodel\.(?:main\.)?SQLModel)$/;

function isOfBases(values: Values, { bases }: ClassNode, names: RegExp): boolean {
  return bases.length > 0 && bases.every(({ value }) => isNamed(values, value, names));
}

function isNamed(values: Values, node: Expression, names: RegExp): boolean {
  const found = values.valuesOf(node);

  return found.length > 0 && found.every((each) => each.kind === 'name' && names.test(each.name));
}

/** What does not change which keys an object has: fields, validators of one field, methods. */
function isPlainMember(member: Statement): boolean {
  switch (member.type) {
    case 'ExpressionStatement':
      return member.value.type === 'Text';
    case 'Pass':
      return true;
    case 'Function':
      return isPlainMethod(member);
    case 'Class':
      return member.name.name !== 'Config' || isPlainConfig(member);
    case 'Assign':
      return isPlainField(member);
    default:
      return false;
  }
}

/** Validators of the whole model, what gives it out, and what gets the other fields, may put any key into it. */
function isPlainMethod({ name, decorators, parameters }: FunctionNode): boolean {
  const isValidator = decorators.some((each) => /validator$/.test(makerOf(each)));
  const isPlain = decorators.every((each) => plainMakers.has(makerOf(each)));

  return (
    !/^_|^model_/.test(name?.name ?? '_') && isPlain && (!isValidator || parameters.length <= 2)
  );
}

function makerOf(decorator: Expression): string {
  return lastName(decorator.type === 'Call' ? decorator.callee : decorator);
}

const plainMakers: ReadonlySet<string> = new Set(
  'validator field_validator field_serializer property cached_property classmethod staticmethod computed_field'.split(
    ' ',
  ),
);

function isPlainField({ targets, annotation, value }: NodeOf<'Assign'>): boolean {
  const names = targets.map((each) => (each.type === 'Name' ? each.name : '__root__'));
  if (names.some((name) => /^__|^dict$|^model_dump$/.test(name))) return false;
  if (names.includes('model_config')) return isPlainOptions(value);
  if (value?.type === 'Call') return /^(?:Field|PrivateAttr)$/.test(lastName(value.callee));
  if (annotation || !value) return true;

  return value.type !== 'Name' && value.type !== 'Attribute' && value.type !== 'Function';
}

/** `ConfigDict(title='x')`, `{'extra': 'forbid'}`. */
function isPlainOptions(value: Expression | undefined): boolean {
  if (value?.type === 'Dict') {
    return value.entries.every((entry) => {
      const key = constantText(entry.key);
      return key !== undefined && (key !== 'extra' || isRefused(entry.value));
    });
  }
  if (value?.type !== 'Call' || !/ConfigDict$/.test(lastName(value.callee))) return false;

  return value.arguments.every(
    ({ name, value: given }) => name !== undefined && (name !== 'extra' || isRefused(given)),
  );
}

/** `class Config:` of Pydantic 1. */
function isPlainConfig({ bases, decorators, body }: ClassNode): boolean {
  return (
    bases.length === 0 &&
    decorators.length === 0 &&
    body.body.every((member) => {
      if (member.type === 'ExpressionStatement') return member.value.type === 'Text';
      if (member.type === 'Pass') return true;
      if (member.type !== 'Assign') return false;
      const isExtra = member.targets.some((each) => each.type !== 'Name' || each.name === 'extra');
      return !isExtra || isRefused(member.value);
    })
  );
}

/** `'ignore'`, `Extra.forbid`. */
function isRefused(extra: Expression | undefined): boolean {
  const value =
    extra?.type === 'Attribute' && lastName(extra.object) === 'Extra'
      ? extra.name
      : constantText(extra);

  return value === 'ignore' || value === 'forbid';
}

/** Whether code puts keys into an object, or lets the class keep them, wherever it stands. */
function isOpened(values: Values, family: readonly ClassNode[]): boolean {
  const isOurs = (each: Attribute) => mayBeOf(values, each.object, family);
  const isOfOurs = ({ arguments: [of] }: Call) => !of || mayBeOf(values, of.value, family);
  const isAny = (name: string, opens: (each: Attribute) => boolean) =>
    values.attributesOf(name).some((each) => opens(each) && isOurs(each));

  return (
    openers.some((name) => isAny(name, () => true)) ||
    ['copy', 'model_copy'].some((name) => isAny(name, isUpdating)) ||
    ownMethods.some((name) => values.attributesOf(name).some(isChanged)) ||
    ['vars', '__setattr__'].some((name) => values.callsOf(name).some(isOfOurs)) ||
    ['getattr', 'setattr'].some((name) =>
      values.callsOf(name).some((call) => isOfOurs(call) && isByName(values, call)),
    )
  );
}

const openers: readonly string[] =
  'construct model_construct model_config Config __config__ __dict__ __fields__ model_fields'.split(
    ' ',
  );

/** What other code may set in the place of those of Pydantic. */
const ownMethods: readonly string[] = 'dict model_dump __iter__ _iter model_config extra'.split(
  ' ',
);

/** `setattr(Model, 'model_config', …)`, `getattr(x, '__dict__')`; a field of an object may be any that it has. */
function isByName(values: Values, { arguments: [of, name] }: Call): boolean {
  const text = constantText(name?.value);
  if (text !== undefined) return openers.includes(text) || ownMethods.includes(text);

  return !of || values.valuesOf(of.value).some(({ kind }) => kind === 'class');
}

/** Whether it is not known to be something else than an object or a class of the family. */
function mayBeOf(values: Values, object: Expression, family: readonly ClassNode[]): boolean {
  const found = values.valuesOf(object);

  return (
    found.length === 0 ||
    found.some((value) =>
      value.kind === 'class' || value.kind === 'instance'
        ? family.includes(value.node)
        : value.kind === 'name' && /^(?:pydantic|sqlmodel)\./.test(value.name),
    )
  );
}

/** `model.copy(update=table)`: what the table has is not looked at again. */
function isUpdating(attribute: Attribute): boolean {
  const call = attribute.parent;
  if (call?.type !== 'Call' || call.callee !== attribute) return attribute.name === 'model_copy';

  return call.arguments.some(
    ({ name, spread, value }) => spread === '**' || (name === 'update' && !hasOwnKeys(value)),
  );
}

function hasOwnKeys(table: Expression): boolean {
  return table.type === 'Dict' && table.entries.every(({ key }) => constantText(key) !== undefined);
}

/** `Model.model_dump = flat`. */
function isChanged(node: Attribute): boolean {
  const around = node.parent;

  return around?.type === 'Assign' && around.value !== node;
}
