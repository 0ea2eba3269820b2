import type { FieldPath } from './field-path.ts';
import type {
  AnyNode,
  ClassNode,
  Expression,
  FunctionNode,
  Name,
  NodeOf,
  Parameter as ParameterNode,
} from './syntax.ts';

/** A region of one file within which a name means one thing: a module, class, function or comprehension. */
export interface Scope {
  readonly file: string;
  readonly up: Scope | undefined;
  /** Innermost that it belongs to; none at the top of a file. */
  readonly function: FunctionNode | undefined;
  /** Set where it is that of a class, whose names functions in it do not see. */
  readonly class: ClassNode | undefined;
  readonly names: Map<string, Binding>;
}

/** A name in its scope. */
export interface Binding {
  readonly name: string;
  readonly scope: Scope;
  readonly definitions: Definition[];
  readonly reads: Name[];
  readonly writes: Write[];
  /** Loops that set it anew in each turn. */
  readonly loops: NodeOf<'For'>[];
  /** Patterns of `match` that set it. */
  readonly captures: NodeOf<'Pattern'>[];
  /** Of `name: type`. */
  annotation: Expression | undefined;
}

/** What a name may stand for. */
export type Definition =
  | { readonly kind: 'value'; readonly node: Expression; readonly path: FieldPath }
  | { readonly kind: 'function'; readonly node: FunctionNode }
  | { readonly kind: 'class'; readonly node: ClassNode }
  /** `import a.b` brings `a`, and `import a.b as c` brings `a.b`. */
  | { readonly kind: 'module'; readonly module: string }
  | {
      readonly kind: 'import';
      readonly level: number;
      readonly from: string;
      readonly name: string;
    }
  | { readonly kind: 'exception'; readonly types: Expression | undefined }
  | Parameter;

export interface Parameter {
  readonly kind: 'parameter';
  readonly of: FunctionNode;
  readonly index: number;
  readonly node: ParameterNode;
}

/** `name = value` (the path is empty) or `name.field = value`. */
export interface Write {
  readonly node: AnyNode;
  readonly path: FieldPath;
  readonly value: Expression;
}

/** The scope in which a node stands; of a function, that in which it is written. */
export function scopeOf(node: AnyNode): Scope {
  if (!node.scope)
    throw new Error(`a ${node.type} at ${node.start} was never placed: link its file`);
  return node.scope as Scope;
}

export function lookUp(name: string, from: Scope): Binding | undefined {
  const own = from.names.get(name);
  if (own) return own;

  for (let scope = from.up; scope; scope = scope.up) {
    const binding = scope.class ? undefined : scope.names.get(name);
    if (binding) return binding;
  }
  return undefined;
}

/** What a name stands for; undefined for what is built in, and for other expressions. */
export function bindingOf(node: AnyNode): Binding | undefined {
  return node.type === 'Name' ? lookUp(node.name, scopeOf(node)) : undefined;
}

/** `flag |= x` and `case {'flag': flag}` set it to what is not known. */
export function isPlainlySet({ writes, captures }: Binding): boolean {
  return captures.length === 0 && writes.every(({ node }) => node.type !== 'AugmentedAssign');
}

/** That of the file. */
export function moduleScope(scope: Scope): Scope {
  let at = scope;
  while (at.up) at = at.up;

  return at;
}
