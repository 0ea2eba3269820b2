import { lastName } from '../last-name.ts';
import { methodsOf } from '../members.ts';
import type { Resolver } from '../resolver.ts';
import type { Attribute, ClassNode, FunctionNode } from '../syntax.ts';

/** Whether syntax calls a function, and no name: `__getitem__` by `x['a']`, `__len__` by `len(x)`. */
export function isRunBySyntax({ name }: FunctionNode): boolean {
  return name !== undefined && /^__\w+__$/.test(name.name);
}

/** What runs where a property is read, set or deleted, of a class or one above it. */
export function accessorsOf(
  values: Resolver,
  { object, name }: Attribute,
): readonly FunctionNode[] {
  return values
    .valuesOf(object)
    .flatMap((value) => (value.kind === 'instance' ? accessorsIn(values, value.node, name) : []));
}

function accessorsIn(
  values: Resolver,
  node: ClassNode,
  field: string,
  depth = 0,
): readonly FunctionNode[] {
  values.spend();
  const own = methodsOf(node).filter((each) => each.name?.name === field && isAccessor(each));
  if (own.length > 0 || depth > MOST_BASES) return own;

  return node.bases.flatMap(({ name, value }) =>
    name === undefined
      ? values
          .valuesOf(value)
          .flatMap((base) =>
            base.kind === 'class' ? accessorsIn(values, base.node, field, depth + 1) : [],
          )
      : [],
  );
}

const MOST_BASES = 8;

/** `@property`, `@cached_property`, `@size.setter` */
function isAccessor({ decorators }: FunctionNode): boolean {
  return decorators.some((each) => accessors.has(lastName(each)));
}

const accessors: ReadonlySet<string> = new Set([
  'property',
  'cached_property',
  'getter',
  'setter',
  'deleter',
]);
