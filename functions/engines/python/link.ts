import { childrenOf } from './children-of.ts';
import { anyField, type FieldPath } from './field-path.ts';
import {
  type Binding,
  bindingOf,
  type Definition,
  lookUp,
  moduleScope,
  type Scope,
  scopeOf,
} from './scope.ts';
import type {
  AnyNode,
  Attribute,
  Block,
  Call,
  ClassNode,
  Except,
  Expression,
  FunctionNode,
  ImportFrom,
  Name,
  NodeOf,
} from './syntax.ts';
import { baseOf, targetsOf } from './target.ts';

/** A file whose nodes know their parents and scopes, and whose names know their uses. */
export interface LinkedFile {
  readonly path: string;
  readonly module: Block;
  readonly scope: Scope;
  /** By the name that is called: `f` of `f()` and `o.f()`. */
  readonly calls: ReadonlyMap<string, readonly Call[]>;
  /** By their names. */
  readonly attributes: ReadonlyMap<string, readonly Attribute[]>;
  readonly functions: readonly FunctionNode[];
  readonly classes: readonly ClassNode[];
  readonly excepts: readonly Except[];
  /** `from module import *`. */
  readonly stars: readonly ImportFrom[];
  readonly imports: readonly NodeOf<'Import' | 'ImportFrom'>[];
}

/** One walk without recursion: chains and sums in code can be a hundred thousand deep. */
export function link(path: string, module: Block): LinkedFile {
  const scope = newScope(path, undefined, undefined, undefined);
  const calls = new Map<string, Call[]>();
  const attributes = new Map<string, Attribute[]>();
  const functions: FunctionNode[] = [];
  const classes: ClassNode[] = [];
  const excepts: Except[] = [];
  const imports: NodeOf<'Import' | 'ImportFrom'>[] = [];
  const names: Name[] = [];
  const assignments: AnyNode[] = [];
  const pending: AnyNode[] = [module];
  place(module, undefined, scope);

  for (let node = pending.pop(); node; node = pending.pop()) {
    switch (node.type) {
      case 'Name':
        names.push(node);
        break;
      case 'Call':
        addTo(calls, calledName(node) ?? '', node);
        break;
      case 'Attribute':
        addTo(attributes, node.name, node);
        break;
      case 'Function':
        functions.push(node);
        break;
      case 'Class':
        classes.push(node);
        break;
      case 'Except':
        excepts.push(node);
        break;
      case 'Import':
      case 'ImportFrom':
        imports.push(node);
        break;
      case 'Assign':
      case 'AugmentedAssign':
      case 'NamedValue':
        assignments.push(node);
        break;
    }
    declareIn(node, scopeOf(node));
    placeChildren(node, pending);
  }

  for (const name of names) {
    if (isTarget(name)) continue;
    bindingOf(name)?.reads.push(name);
  }
  for (const assignment of assignments) noteWrites(assignment);
  const stars = imports.filter(isStar);
  return { path, module, scope, calls, attributes, functions, classes, excepts, stars, imports };
}

function isStar(node: NodeOf<'Import' | 'ImportFrom'>): node is ImportFrom {
  return node.type === 'ImportFrom' && node.names.some(({ name }) => name === '*');
}

/** The last first, so that they are taken in the order of the text. */
function placeChildren(node: AnyNode, pending: AnyNode[]): void {
  const outer = scopeOf(node);
  const inner = innerScope(node, outer);
  const children = childrenOf(node);

  for (let index = children.length - 1; index >= 0; index -= 1) {
    const child = children[index];
    if (!child) continue;
    const scope = isFirstSource(node, child) ? outer.up : undefined;
    place(child, node, scope ?? (isOutside(node, child) ? outer : inner));
    pending.push(child);
  }
}

function place(node: AnyNode, parent: AnyNode | undefined, scope: Scope): void {
  node.parent = parent;
  node.scope = scope;
}

function innerScope(node: AnyNode, outer: Scope): Scope {
  switch (node.type) {
    case 'Function': {
      const inner = newScope(outer.file, outer, node, undefined);
      for (const [index, parameter] of node.parameters.entries()) {
        const binding = declare(inner, parameter.name.name);
        binding.definitions.push({ kind: 'parameter', of: node, index, node: parameter });
        binding.annotation = parameter.annotation;
      }
      return inner;
    }
    case 'Class':
      return newScope(outer.file, outer, outer.function, node);
    case 'Comprehension':
      return newScope(outer.file, outer, outer.function, undefined);
    default:
      return outer;
  }
}

/** The list that a comprehension begins with is made before it begins. */
function isFirstSource(node: AnyNode, child: AnyNode): boolean {
  const { parent } = node;

  return (
    node.type === 'Clause' &&
    child === node.source &&
    parent?.type === 'Comprehension' &&
    parent.clauses[0] === node
  );
}

/** What of a function, class or comprehension is not evaluated in its scope. */
function isOutside(node: AnyNode, child: AnyNode): boolean {
  switch (node.type) {
    case 'Function':
      return child !== node.body && child.type !== 'Parameter';
    case 'Class':
      return child !== node.body;
    default:
      return false;
  }
}

function declareIn(node: AnyNode, scope: Scope): void {
  switch (node.type) {
    case 'Function':
      if (node.name) declare(scope, node.name.name, { kind: 'function', node });
      return;
    case 'Class':
      declare(scope, node.name.name, { kind: 'class', node });
      return;
    case 'Assign':
      for (const target of node.targets) {
        declareTargets(target, node.value, [], scope);
        const binding = target.type === 'Name' ? lookUp(target.name, scope) : undefined;
        if (binding && node.annotation) binding.annotation ??= node.annotation;
      }
      return;
    case 'AugmentedAssign':
      declareTargets(node.target, undefined, [], scope);
      return;
    case 'NamedValue':
      declareTargets(node.target, node.value, [], outsideComprehension(scope));
      return;
    case 'For':
      declareTargets(node.target, node.source, [anyField], scope);
      for (const { node: target } of targetsOf(node.target)) {
        if (target.type === 'Name') lookUp(target.name, scope)?.loops.push(node);
      }
      return;
    case 'Clause':
      declareTargets(node.target, node.source, [anyField], scope);
      return;
    case 'WithItem':
      if (node.target) declareTargets(node.target, node.value, [], scope);
      return;
    case 'Except':
      if (node.name) declare(scope, node.name.name, { kind: 'exception', types: node.types });
      return;
    case 'Pattern':
      if (node.name) declare(scope, node.name.name).captures.push(node);
      return;
    case 'Import':
      for (const { name, alias } of node.names) {
        const [first = name] = name.split('.');
        declare(scope, alias ?? first, { kind: 'module', module: alias ? name : first });
      }
      return;
    case 'ImportFrom':
      for (const { name, alias } of node.names) {
        if (name === '*') continue;
        const from = { level: node.level, from: node.module };
        declare(scope, alias ?? name, { kind: 'import', ...from, name });
      }
      return;
    case 'Global':
      for (const name of node.names) scope.names.set(name, declare(moduleScope(scope), name));
      return;
    case 'Nonlocal':
      for (const name of node.names) {
        const binding = scope.up && lookUp(name, scope.up);
        if (binding) scope.names.set(name, binding);
      }
      return;
  }
}

function declareTargets(
  target: Expression,
  value: Expression | undefined,
  before: FieldPath,
  scope: Scope,
): void {
  for (const { node, path } of targetsOf(target)) {
    if (node.type !== 'Name') continue;
    const definition = value && { kind: 'value' as const, node: value, path: [...before, ...path] };
    declare(scope, node.name, definition);
  }
}

function outsideComprehension(scope: Scope): Scope {
  let at = scope;
  while (at.up && !at.class && at.up.function === at.function) at = at.up;

  return at;
}

/** What an assignment puts into a name, or into a field of what it stands for. */
function noteWrites(node: AnyNode): void {
  const value =
    node.type === 'Assign' || node.type === 'AugmentedAssign' || node.type === 'NamedValue'
      ? node.value
      : undefined;
  if (!value) return;

  for (const target of node.type === 'Assign' ? node.targets : wholeTarget(node)) {
    for (const { node: taken, path } of targetsOf(target)) {
      const base = baseOf(taken);
      const binding = base && bindingOf(base.node);
      if (!binding) continue;
      const isWhole = path.length === 0;
      binding.writes.push({ node, path: base.path, value: isWhole ? value : taken });
    }
  }
}

function wholeTarget(node: AnyNode): readonly Expression[] {
  return node.type === 'AugmentedAssign' || node.type === 'NamedValue' ? [node.target] : [];
}

/** Whether a name is given a value and not read. */
function isTarget(name: Name): boolean {
  let at: AnyNode = name;
  let around = name.parent;

  while (
    around &&
    (around.type === 'Tuple' || around.type === 'List' || around.type === 'Starred')
  ) {
    at = around;
    around = around.parent;
  }
  switch (around?.type) {
    case 'Assign':
      return around.targets.some((target) => target === at);
    case 'For':
    case 'Clause':
    case 'WithItem':
    case 'NamedValue':
      return around.target === at;
    case 'Function':
    case 'Class':
    case 'Except':
    case 'Pattern':
    case 'Parameter':
      return around.name === name;
    default:
      return false;
  }
}

/** `f` of `f()` and `o.f()`. */
export function calledName({ callee }: Call): string | undefined {
  if (callee.type === 'Name') return callee.name;
  return callee.type === 'Attribute' ? callee.name : undefined;
}

function declare(scope: Scope, name: string, definition?: Definition): Binding {
  const binding: Binding = scope.names.get(name) ?? {
    name,
    scope,
    definitions: [],
    reads: [],
    writes: [],
    loops: [],
    captures: [],
    annotation: undefined,
  };

  scope.names.set(name, binding);
  if (definition) binding.definitions.push(definition);
  return binding;
}

function newScope(
  file: string,
  up: Scope | undefined,
  of: FunctionNode | undefined,
  within: ClassNode | undefined,
): Scope {
  return { file, up, function: of, class: within, names: new Map() };
}

function addTo<T>(lists: Map<string, T[]>, key: string, value: T): void {
  const list = lists.get(key);

  if (list) list.push(value);
  else lists.set(key, [value]);
}
