import { anyField, type FieldPath } from '../flow/index.ts';
import type { Binding } from './scope.ts';
import type { AnyNode, CallNode, ClassNode, FunctionNode, NodeOf } from './syntax.ts';

/** What an expression may stand for, as far as it matters who is called. */
export type Value =
  | { readonly kind: 'function'; readonly node: FunctionNode }
  /** What was given to a call that made the value: a wrapper calls it as it is called itself. */
  | { readonly kind: 'wrapped'; readonly node: FunctionNode; readonly by: AnyNode }
  | { readonly kind: 'class'; readonly node: ClassNode }
  | { readonly kind: 'instance' | 'prototype'; readonly node: ClassNode | FunctionNode }
  | { readonly kind: 'object'; readonly node: NodeOf<'ObjectExpression'> }
  /** One whose fields are what the functions in such an object return. */
  | { readonly kind: 'getters'; readonly node: NodeOf<'ObjectExpression'> }
  /** What a file exports, or what a function (exports, module) in a bundle does. */
  | { readonly kind: 'exports'; readonly of: string | FunctionNode }
  /** `eval` is the global; `module:vm.Script` is what a package or built-in module exports. */
  | { readonly kind: 'name'; readonly name: string }
  /** What something named made or returned (by which call), or has in a field that nothing names. */
  | { readonly kind: 'made'; readonly name: string; readonly by?: AnyNode }
  /** What something named made at this place; only where a reader of expressions says so. */
  | { readonly kind: 'product'; readonly name: string; readonly node: CallNode }
  /** Text, whatever it is made of; only where a reader of expressions says so. */
  | { readonly kind: 'text'; readonly node: AnyNode }
  /** Elements; only where a reader of expressions says so. */
  | { readonly kind: 'list'; readonly node: NodeOf<'ArrayExpression'> };

/** What an expression stands for in the eyes of who asks for more; undefined for the usual. */
export type ExpressionReader = (node: AnyNode, values: Values) => readonly Value[] | undefined;

/** Where a function is called, or given to be called. */
export interface Site {
  readonly call: CallNode;
  /** Its argument n is the call's argument n + shift. */
  readonly shift: number;
  /** Set for `values.map(function)` and its like. */
  readonly isCallback: boolean;
}

/** Looks backwards, from an expression to what it may stand for. */
export interface Values {
  /** Empty when it is not known. */
  valuesOf(node: AnyNode): readonly Value[];
  fieldOf(value: Value, field: string): readonly Value[];
  /** Those that a call of the expression may run; of a class, its constructor. */
  functionsOf(node: AnyNode): readonly FunctionNode[];
  /** Globals and exports of packages that the expression may be. */
  namesOf(node: AnyNode): readonly string[];
  /** What was put into `name.field`. */
  written(binding: Binding, path: readonly string[]): readonly Value[];
  /** Texts of the code that a name or a field stands for, be it of other files; none where it may be anything else. */
  shownTexts(node: AnyNode): readonly string[];
  sitesOf(node: FunctionNode): readonly Site[];
  /** Expressions of other files that stand for what a file exports as a whole, or as its default. */
  importsOf(node: FunctionNode | ClassNode): readonly AnyNode[];
  /** The first number of a package's version, where it is known. */
  majorOf(name: string): number | undefined;
  /** Calls in any file by the name that is called: `f` of `f()` and of `o.f()`. */
  callsOf(name: string): readonly CallNode[];
}

/** One of each. */
function distinct(values: readonly Value[]): readonly Value[] {
  const [first, second] = values;
  if (!first || !second) return values;
  if (values.length === 2) return isSameValue(first, second) ? [first] : values;

  const seen = new Map<unknown, Set<unknown>>();
  return values.filter((value) => {
    const identity = identityOf(value);
    const kind = value.kind === 'wrapped' ? value.by : value.kind;
    const known = seen.get(kind) ?? new Set();

    if (known.has(identity)) return false;
    seen.set(kind, known.add(identity));
    return true;
  });
}

function isSameValue(one: Value, other: Value): boolean {
  if (one.kind !== other.kind || identityOf(one) !== identityOf(other)) return false;

  // One wrapper may check what the other lets through.
  return one.kind !== 'wrapped' || other.kind !== 'wrapped' || one.by === other.by;
}

/** One of each, and no more than that. Most are one, and lists of one are as they were. */
export function someOf(values: readonly Value[]): readonly Value[] {
  const each = distinct(values);

  return each.length > maxValues ? each.slice(0, maxValues) : each;
}

/** What may be more things than these is nothing in particular. */
const maxValues = 32;

export function valuesOfAll(
  values: Values,
  ...nodes: readonly (AnyNode | null | undefined)[]
): readonly Value[] {
  const [only] = nodes;
  if (nodes.length === 1) return only ? values.valuesOf(only) : [];

  return nodes.flatMap((node) => (node ? values.valuesOf(node) : []));
}

/** What lies in the fields of a path, one after another. */
export function fieldsAlong(
  values: Values,
  found: readonly Value[],
  path: FieldPath,
): readonly Value[] {
  if (path.length === 0 || found.length === 0) return found;

  return path.reduce(
    (taken, field) => taken.flatMap((value) => values.fieldOf(value, field)),
    found,
  );
}

export function named(name: string): Value {
  return { kind: 'name', name };
}

/** What a call of it results in, or a field of it that nothing names. */
export function madeBy(value: Value, by?: AnyNode): readonly Value[] {
  const isNamed = value.kind === 'name' || value.kind === 'made';

  return isNamed ? [{ kind: 'made', name: value.name, ...(by && { by }) }] : [];
}

/** `lodash/get`, `lodash-es` and `lodash.get` are parts of one package. */
export function moduleName(specifier: string): string {
  const name = specifier.replace(/^node:/, '').replace(/^lodash-es(?=\/|$)/, 'lodash');

  return `module:${name.replace(/^lodash\/(\w+)(?:\.js)?$/, 'lodash.$1')}`;
}

/** What `require(name)` loads where the name is made up. */
export const unnamedModule = 'module:?';

/** Whether it is a module as a whole. */
export function isModule(value: Value): boolean {
  return value.kind === 'exports' || (value.kind === 'name' && /^module:[^.]*$/.test(value.name));
}

/** The name of a field of something named. The global object's fields are globals. */
export function fieldName(name: string, field: string): string {
  if (name === 'globalThis' || name === 'global') return field;
  if (field === 'default' && name.startsWith('module:')) return name;
  // The constructor of a function makes functions of text, and most of what has a name is one.
  if (field === 'constructor') return isPlainObject(name) ? 'Object' : 'Function';

  const full = `${name}.${field}`;
  return loaders.has(full) ? 'require' : full;
}

/** What is no function: modules as a whole, the environment, and globals that only hold others. */
function isPlainObject(name: string): boolean {
  if (name.startsWith('process.env')) return true;

  return plainObjects.has(name) || (name.startsWith('module:') && !name.includes('.'));
}

const plainObjects: ReadonlySet<string> = new Set([
  'Atomics',
  'Intl',
  'JSON',
  'Math',
  'Reflect',
  'console',
  'process',
]);

/** They load what they are given, as `require` does. */
const loaders: ReadonlySet<string> = new Set([
  'module.require',
  'require.main.require',
  'process.mainModule.require',
  'process.getBuiltinModule',
  'module:process.getBuiltinModule',
  'module:process.mainModule.require',
  'module:module._load',
]);

/** Those that a field of a list may be: at a place, or anywhere for `[]`. */
export function elementsOf(
  { elements }: NodeOf<'ArrayExpression'>,
  field: string,
): readonly AnyNode[] {
  const found = /^\d{1,9}$/.test(field) ? [elements[Number(field)]] : elements;
  const isPlace = found !== elements || field === anyField;

  return isPlace
    ? found.flatMap((each) => (each && each.type !== 'SpreadElement' ? each : []))
    : [];
}

/** The node, path or name that makes it one of its kind. */
export function identityOf(value: Value): unknown {
  if (value.kind === 'name' || value.kind === 'made') return value.name;
  return value.kind === 'exports' ? value.of : value.node;
}
