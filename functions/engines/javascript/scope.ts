import type { FieldPath } from '../flow/index.ts';
import type { AnyNode, ClassNode, FunctionNode, NodeOf } from './syntax.ts';

/** A region of one file within which a name means one thing. */
export interface Scope {
  readonly file: string;
  readonly up: Scope | undefined;
  /** Innermost that it belongs to; none at the top of a file. */
  readonly function: FunctionNode | undefined;
  names: Map<string, Binding>;
}

/** A name in its scope. `this` and `arguments` are names of the functions that have their own. */
export interface Binding {
  readonly name: string;
  readonly scope: Scope;
  /** Whether it is set and declared nowhere: then other files see it too. */
  readonly isImplicit?: boolean;
  definitions: Definition[];
  reads: AnyNode[];
  writes: Write[];
}

/** What a name may stand for. */
export type Definition =
  | { readonly kind: 'value'; readonly node: AnyNode; readonly path: FieldPath }
  | { readonly kind: 'function'; readonly node: FunctionNode }
  | { readonly kind: 'class'; readonly node: ClassNode }
  | { readonly kind: 'import'; readonly from: string; readonly name: string }
  /** What `this` is where a field of a class is made. */
  | { readonly kind: 'this'; readonly of: NodeOf<'PropertyDefinition' | 'StaticBlock'> }
  | Parameter;

export interface Parameter {
  readonly kind: 'parameter';
  readonly of: FunctionNode;
  readonly index: number;
  readonly path: FieldPath;
}

/** `name = value` (the path is empty) or `name.field = value`. */
export interface Write {
  readonly node: AnyNode;
  readonly path: FieldPath;
  readonly value: AnyNode;
}

/** Of `import * as`, and of `export * as`. */
export const everything = '*';

// On the nodes themselves: a map of the three million nodes of a bundle takes 200 MB.
const parentOfNode = Symbol('parent');
const scopeOfNode = Symbol('scope');

interface Placed {
  [parentOfNode]?: AnyNode | undefined;
  [scopeOfNode]?: Scope | undefined;
}

/** A node with room for its place, which takes twice as much where it comes later. */
export class Placeable implements Placed {
  [parentOfNode]: AnyNode | undefined = undefined;
  [scopeOfNode]: Scope | undefined = undefined;
}

export function place(node: AnyNode & Placed, parent: AnyNode | undefined, scope: Scope): void {
  node[parentOfNode] = parent;
  node[scopeOfNode] = scope;
}

export function parentOf(node: AnyNode & Placed): AnyNode | undefined {
  return node[parentOfNode];
}

/** The scope in which a node stands; of a function, that in which it is written. */
export function scopeOf(node: AnyNode & Placed): Scope {
  const scope = node[scopeOfNode];

  if (!scope) throw new Error(`a ${node.type} at ${node.start} was never placed: link its file`);
  return scope;
}

export function newScope(file: string, up: Scope | undefined, of: FunctionNode | undefined): Scope {
  return { file, up, function: of, names: noNames };
}

export function newBinding(scope: Scope, name: string, isImplicit = false): Binding {
  const binding = { name, scope, isImplicit, definitions: none, reads: none, writes: none };

  if (scope.names === noNames) scope.names = new Map();
  scope.names.set(name, binding);
  return binding;
}

// Of most names and most blocks. Never written to.
const none: never[] = [];
const noNames: Scope['names'] = new Map();

export function lookUp(name: string, from: Scope): Binding | undefined {
  const isOfFunctions = name === 'this' || name === 'arguments';

  for (let scope: Scope | undefined = from; scope; scope = scope.up) {
    const binding = scope.names.size > 0 ? scope.names.get(name) : undefined;
    if (binding) return binding;
    // Most functions mention neither: they are made for those that do.
    if (isOfFunctions && bindsThis(scope, name)) return newBinding(scope, name);
  }
  return undefined;
}

/** Whether it is the outermost scope of a function that has a `this` and `arguments` of its own. */
function bindsThis({ function: of, up }: Scope, name: string): boolean {
  const isOutermost = of !== undefined && of !== up?.function;
  if (!isOutermost || of.type === 'ArrowFunctionExpression') return false;

  return name === 'arguments' || !sharesThis(of);
}

/**
 * Whether a function is run at once with the `this` of what is around it, as compilers write async functions for old engines:
 * `__awaiter(this, void 0, void 0, function () { … })`, and in it `return __generator(this, function (state) { … })`.
 */
function sharesThis(of: FunctionNode): boolean {
  const call = parentOf(of);
  if (call?.type !== 'CallExpression' || call.arguments.at(-1) !== of) return false;
  const [receiver, ...others] = call.arguments;
  if (receiver?.type !== 'ThisExpression') return false;
  if (others.length === 3) return isVoid(others[1]);
  const around = parentOf(call)?.type === 'ReturnStatement' ? scopeOf(call).function : undefined;

  return around !== undefined && others.length === 1 && sharesThis(around);
}

function isVoid(node: AnyNode | undefined): boolean {
  return node?.type === 'UnaryExpression' && node.operator === 'void';
}

/** What an identifier or `this` stands for; undefined for a global. */
export function bindingOf(node: AnyNode): Binding | undefined {
  if (node.type === 'ThisExpression') return lookUp('this', scopeOf(node));
  return node.type === 'Identifier' ? lookUp(node.name, scopeOf(node)) : undefined;
}
