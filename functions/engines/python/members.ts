import { childrenOf } from './children-of.ts';
import { constantText } from './constant-text.ts';
import { type Binding, lookUp, scopeOf } from './scope.ts';
import type { AnyNode, Attribute, ClassNode, Expression, FunctionNode, NodeOf } from './syntax.ts';
import { isFunctionNode, partOf, type Value, type Values } from './value.ts';

/** Of a class, or of what it makes. A method of an instance has taken it already. */
export function classField(
  values: Values,
  owner: Value & { readonly kind: 'class' | 'instance' },
  field: string,
): readonly Value[] {
  const own = ownField(values, owner, field);
  const isPlain = own.length > 0 && !own.every(isAbstract);
  if (isPlain) return own;
  const above = own.length > 0 ? [] : inheritedField(values, owner, field);
  if (above.length > 0 && !above.every(isAbstract)) return above;

  // A method that each class below has in its own way.
  const below = values
    .subclassesOf(owner.node)
    .slice(0, MOST_SUBCLASSES)
    .flatMap((node) => ownField(values, { kind: owner.kind, node }, field));
  return below.length > 0 ? below : [...own, ...above];
}

/** `@abstractmethod`: what is called is that of a class below. */
function isAbstract(value: Value): boolean {
  return value.kind === 'function' && hasDecorator(value.node, 'abstractmethod');
}

const MOST_SUBCLASSES = 20;

function inheritedField(
  values: Values,
  owner: Value & { readonly kind: 'class' | 'instance' },
  field: string,
): readonly Value[] {
  return owner.node.bases.flatMap(({ name, value }) =>
    name === undefined
      ? values.valuesOf(value).flatMap((base): readonly Value[] => {
          if (base.kind === 'class') return values.fieldOf({ ...base, kind: owner.kind }, field);
          if (base.kind !== 'name' || plainBases.has(base.name)) return [];
          return owner.kind === 'class'
            ? partOf(base.name, `.${field}`)
            : partOf(base.name, `().${field}`);
        })
      : [],
  );
}

/** What has no methods of interest. */
const plainBases: ReadonlySet<string> = new Set([
  'builtins.object',
  'builtins.Exception',
  'abc.ABC',
  'enum.Enum',
]);

function ownField(
  values: Values,
  owner: Value & { readonly kind: 'class' | 'instance' },
  field: string,
): readonly Value[] {
  const binding = bodyNames(owner.node).get(field);
  const members = (binding?.definitions ?? []).flatMap((definition): readonly Value[] => {
    switch (definition.kind) {
      case 'function':
        return isProperty(definition.node)
          ? returnsOf(definition.node).flatMap((result) => values.valuesOf(result))
          : [{ kind: 'function', node: definition.node, taken: takenBy(owner, definition.node) }];
      case 'class':
        return [definition];
      case 'value':
        return definition.path.length === 0 ? values.valuesOf(definition.node) : [];
      default:
        return [];
    }
  });

  const written = shapeOf(owner.node).writes.get(field) ?? [];

  return [...members, ...written.flatMap((value) => values.valuesOf(value))];
}

/** What text an expression is. */
export type TextOf = (node: Expression) => string | undefined;

/** The text that a field of a class always is, its subclasses included: `service = 's3'`. */
export function classText(
  values: Values,
  { object, name }: Attribute,
  textOf: TextOf = constantText,
): string | undefined {
  const of = { values, textOf };
  const texts = values
    .valuesOf(object)
    .flatMap((value) =>
      value.kind === 'class' || value.kind === 'instance'
        ? [textIn(of, value.node, name), ...textsBelow(of, value.node, name)]
        : [undefined],
    );
  const [first] = texts;

  return texts.every((text) => text === first) ? first : undefined;
}

interface Texts {
  readonly values: Values;
  readonly textOf: TextOf;
}

function textIn(of: Texts, node: ClassNode, field: string, depth = 0): string | undefined {
  const { values, textOf } = of;
  // A method may set it to another.
  if (shapeOf(node).writes.has(field)) return undefined;
  const [definition, ...others] = bodyNames(node).get(field)?.definitions ?? [];
  if (definition) {
    return definition.kind === 'value' && others.length === 0 ? textOf(definition.node) : undefined;
  }
  if (depth > MOST_BASES) return undefined;

  const above = node.bases
    .flatMap(({ value }) => values.valuesOf(value))
    .flatMap((base) => (base.kind === 'class' ? textIn(of, base.node, field, depth + 1) : []));
  return above.find((text) => text !== undefined);
}

function textsBelow(of: Texts, node: ClassNode, field: string): readonly string[] {
  return of.values
    .subclassesOf(node)
    .slice(0, MOST_SUBCLASSES)
    .flatMap((each) =>
      bodyNames(each).has(field) || shapeOf(each).writes.has(field)
        ? (textIn(of, each, field) ?? '?')
        : [],
    );
}

function takenBy(owner: Value, method: FunctionNode): number {
  if (hasDecorator(method, 'staticmethod')) return 0;
  if (hasDecorator(method, 'classmethod')) return 1;

  return owner.kind === 'instance' ? 1 : 0;
}

/** Names of the class itself, and of no function in it. */
function bodyNames(node: ClassNode): ReadonlyMap<string, Binding> {
  return scopeOf(node.body).names;
}

/** What each read of a field asks of a class, found once: a class may have thousands of methods. */
interface ClassShape {
  readonly methods: readonly FunctionNode[];
  /** The first of each name. */
  readonly byName: ReadonlyMap<string, FunctionNode>;
  /** What its methods put into `self`, by the field. */
  readonly writes: ReadonlyMap<string, readonly Expression[]>;
}

const knownShapes = new WeakMap<ClassNode, ClassShape>();

function shapeOf(node: ClassNode): ClassShape {
  const known = knownShapes.get(node);
  if (known) return known;

  const methods = node.body.body.filter(isFunctionNode);
  const byName = new Map<string, FunctionNode>();
  const writes = new Map<string, Expression[]>();
  for (const method of methods) {
    const name = method.name?.name;
    if (name !== undefined && !byName.has(name)) byName.set(name, method);
    for (const { path, value } of selfOf(method)?.writes ?? []) {
      const [field, ...inner] = path;
      if (field === undefined || inner.length > 0) continue;
      writes.set(field, writes.get(field) ?? []);
      writes.get(field)?.push(value);
    }
  }

  const shape = { methods, byName, writes };
  knownShapes.set(node, shape);
  return shape;
}

/** What the methods of a class put into a field of `self`. */
export function writtenToField(node: ClassNode, field: string): readonly Expression[] {
  return shapeOf(node).writes.get(field) ?? [];
}

function selfOf({ parameters: [self] }: FunctionNode): Binding | undefined {
  return self && scopeOf(self).names.get(self.name.name);
}

export function methodsOf(node: ClassNode): readonly FunctionNode[] {
  return shapeOf(node).methods;
}

/** The method of a class, or of one above it; undefined where it is no function of the archive. */
export function propertyOf(
  values: Values,
  node: ClassNode,
  field: string,
  depth = 0,
): FunctionNode | undefined {
  const own = shapeOf(node).byName.get(field);
  if (own) return isProperty(own) ? own : undefined;
  if (depth > MOST_BASES) return undefined;

  for (const { value } of node.bases) {
    for (const base of values.valuesOf(value)) {
      const found =
        base.kind === 'class' ? propertyOf(values, base.node, field, depth + 1) : undefined;
      if (found) return found;
    }
  }
  return undefined;
}

const MOST_BASES = 8;

function isProperty(node: FunctionNode): boolean {
  return hasDecorator(node, 'property') || hasDecorator(node, 'cached_property');
}

function hasDecorator({ decorators }: FunctionNode, name: string): boolean {
  return decorators.some(
    (each) =>
      (each.type === 'Name' && each.name === name) ||
      (each.type === 'Attribute' && each.name === name),
  );
}

export function enclosingClass(node: AnyNode): ClassNode | undefined {
  let at: AnyNode | undefined = node;

  while (at && at.type !== 'Class') at = at.parent;
  return at;
}

/** What a function returns, without what the functions in it do. */
export function returnsOf(node: FunctionNode): readonly Expression[] {
  if (node.body.type !== 'Block') return [node.body];
  const known = knownReturns.get(node);
  if (known) return known;

  const returned = returnStatementsOf(node).flatMap(({ value }) => value ?? []);
  knownReturns.set(node, returned);
  return returned;
}

/** Those of it, and not of what the functions in it do; none of a lambda. */
export function returnStatementsOf(node: FunctionNode): readonly NodeOf<'Return'>[] {
  const known = knownStatements.get(node);
  if (known) return known;

  const found = node.body.type === 'Block' ? statementsIn(node.body) : [];
  knownStatements.set(node, found);
  return found;
}

const knownStatements = new WeakMap<FunctionNode, readonly NodeOf<'Return'>[]>();

/** Each call of a function asks for them. */
const knownReturns = new WeakMap<FunctionNode, readonly Expression[]>();

function statementsIn(body: AnyNode): readonly NodeOf<'Return'>[] {
  const results: NodeOf<'Return'>[] = [];
  const pending = [body];
  for (let next = pending.pop(); next; next = pending.pop()) {
    if (next.type === 'Return') results.push(next);
    else if (mayHoldReturns(next)) pending.push(...childrenOf(next));
  }
  return results.reverse();
}

function mayHoldReturns({ type }: AnyNode): boolean {
  return holders.has(type);
}

const holders: ReadonlySet<AnyNode['type']> = new Set([
  'Block',
  'If',
  'While',
  'For',
  'With',
  'Try',
  'Except',
  'Match',
  'Case',
]);

/** The variable that a function or class is known by. */
export function holderOf(node: FunctionNode | ClassNode): Binding | undefined {
  if (node.name) return lookUp(node.name.name, scopeOf(node));

  const target = node.parent?.type === 'Assign' ? node.parent.targets[0] : undefined;
  return target?.type === 'Name' ? lookUp(target.name, scopeOf(target)) : undefined;
}
