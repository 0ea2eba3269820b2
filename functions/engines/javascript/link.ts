import { anyField, CodeNotAnalysed, type FieldPath, itself } from '../flow/index.ts';
import { staysGlobal } from './global-names.ts';
import { isLoader, type Load, loadedBy, patternOf, requestOf } from './loads.ts';
import { isOtherSource } from './other-source.ts';
import { targetsOf } from './pattern.ts';
import { restoreAsync, restoreAwait } from './restored-async.ts';
import {
  bindingOf,
  type Definition,
  everything,
  newBinding,
  newScope,
  parentOf,
  place,
  type Scope,
  scopeOf,
} from './scope.ts';
import { type SpecifierPattern, specifierText } from './specifier-text.ts';
import {
  type AnyNode,
  type CallNode,
  type ClassNode,
  calledName,
  childrenOf,
  type FunctionNode,
  fieldRead,
  isCall,
  isClass,
  isFunction,
  literalText,
  type NodeOf,
  type Program,
} from './syntax.ts';
import { isTelling } from './telling.ts';
import { mayRunText } from './text-runners.ts';

/** A file whose nodes know their parents and scopes, and whose names know their uses. */
export interface LinkedFile {
  readonly path: string;
  readonly program: Program;
  /** Holds `module` and `exports`, besides the file's own names. */
  readonly scope: Scope;
  /** By the name that is called: `f` of `f()` and `o.f()`. */
  readonly calls: ReadonlyMap<string, readonly CallNode[]>;
  /** What it imports or requires by a literal name. */
  readonly requests: ReadonlySet<string>;
  /** Where it may run text: see `mayRunText`. */
  readonly runners: readonly AnyNode[];
  /** Where something comes from that is no event, and is followed too: see `isOtherSource`. */
  readonly sources: readonly AnyNode[];
  /** Fields that are set and say something by themselves: see `isTelling`. */
  readonly settings: readonly AnyNode[];
  /** Where other modules are taken: calls that load one, and names that an import declares. */
  readonly loads: readonly Load[];
  /** The same where the name is made up in part. */
  readonly patterns: readonly SpecifierPattern[];
}

/** One walk without recursion: chains and sums in code can be a hundred thousand deep. */
export function link(path: string, program: Program): LinkedFile {
  const scope = newScope(path, undefined, undefined);
  const calls = new Map<string, CallNode[]>();
  const requests = new Set<string>();
  const mentions: NodeOf<'Identifier' | 'ThisExpression'>[] = [];
  const assignments: NodeOf<'AssignmentExpression'>[] = [];
  const loaders: AnyNode[] = [];
  const runners: AnyNode[] = [];
  const loads: Load[] = [];
  const sources: AnyNode[] = [];
  const settings: AnyNode[] = [];
  const patterns: SpecifierPattern[] = [];
  const pending: AnyNode[] = [program];

  for (const name of ['module', 'exports', 'this']) declare(scope, name);
  place(program, undefined, scope);

  for (let node = pending.pop(); node; node = pending.pop()) {
    // Of half of all nodes nothing else is asked.
    if (node.type === 'Identifier' || node.type === 'ThisExpression') {
      if (isMention(node)) mentions.push(node);
      if (mayRunText(node)) runners.push(node);
      continue;
    }
    if (node.type === 'Literal') continue;
    if (isFunction(node)) restoreAsync(node);
    if (node.type === 'YieldExpression') restoreAwait(node, scopeOf(node).function);
    if (node.type === 'MemberExpression') refuseLongChain(path, node);
    if (node.type === 'AssignmentExpression') assignments.push(node);
    if (isCall(node)) addTo(calls, calledName(node) ?? '', node);

    if (mayRunText(node)) runners.push(node);
    if (isOtherSource(node)) sources.push(node);
    if (isTelling(node)) settings.push(node);
    const request = requestOf(node);
    if (request !== undefined) {
      requests.add(request);
      loads.push(...loadedBy(node, request));
    }
    const pattern = request === undefined ? patternOf(node) : undefined;
    if (pattern) patterns.push(pattern);
    if (node.type === 'VariableDeclarator' && isLoader(node.init)) loaders.push(node.id);
    if (node.type === 'AssignmentExpression' && isLoader(node.right)) loaders.push(node.left);

    const inner = enter(node, scopeOf(node));
    for (const child of childrenOf(node)) {
      place(child, node, inner);
      pending.push(child);
    }
  }

  for (const { left, operator } of assignments) {
    // Declared nowhere, it is one for all functions.
    const isNew = left.type === 'Identifier' && operator === '=' && !bindingOf(left);
    if (isNew && !staysGlobal(left.name)) newBinding(scope, left.name, true);
  }
  mentions.reverse();
  for (const mention of mentions) {
    const binding = bindingOf(mention);
    if (binding) binding.reads = withOneMore(binding.reads, mention);
  }
  for (const assignment of assignments) assign(assignment);
  for (const loader of loaders) {
    const name = loader.type === 'MemberExpression' ? fieldRead(loader) : nameIn(loader);
    for (const call of calls.get(name ?? '') ?? []) {
      const request = specifierText(call.arguments[0]);
      if (request !== undefined) requests.add(request);
    }
  }
  // By now all names are declared, some after they are used.
  return {
    path,
    program,
    scope,
    calls,
    requests,
    runners: runners.filter(isGlobal),
    loads,
    sources,
    settings,
    patterns,
  };
}

function isGlobal(node: AnyNode): boolean {
  return !bindingOf(node);
}

/** Declares what a node declares. @returns the scope of what stands in it. */
function enter(node: AnyNode, scope: Scope): Scope {
  if (isFunction(node)) return enterFunction(node, scope);
  if (isClass(node)) return enterClass(node, scope);

  switch (node.type) {
    case 'VariableDeclaration':
      declareVariables(node, scope);
      return scope;
    case 'ImportDeclaration':
      declareImports(node, scope);
      return scope;
    case 'PropertyDefinition':
    case 'StaticBlock': {
      const inner = block(scope);
      declare(inner, 'this', { kind: 'this', of: node });
      return inner;
    }
    case 'CatchClause': {
      const inner = block(scope);
      if (node.param) for (const name of namesIn(node.param)) declare(inner, name);
      return inner;
    }
    case 'BlockStatement':
    case 'ForStatement':
    case 'ForInStatement':
    case 'ForOfStatement':
    case 'SwitchStatement':
      return block(scope);
    default:
      return scope;
  }
}

function enterFunction(node: FunctionNode, scope: Scope): Scope {
  const named = node.type === 'FunctionExpression' && node.id ? block(scope) : scope;
  if (node.id) declare(named, node.id.name, { kind: 'function', node });

  const inner = newScope(scope.file, named, node);
  for (const [index, parameter] of node.params.entries()) {
    if (parameter.type === 'Identifier') {
      declare(inner, parameter.name, { kind: 'parameter', of: node, index, path: itself });
      continue;
    }
    const isRest = parameter.type === 'RestElement';
    for (const { node: target, path } of targetsOf(isRest ? parameter.argument : parameter)) {
      if (target.type !== 'Identifier') continue;
      if (isRest) declare(inner, target.name);
      else declare(inner, target.name, { kind: 'parameter', of: node, index, path });
    }
  }
  return inner;
}

function enterClass(node: ClassNode, scope: Scope): Scope {
  const inner = block(scope);

  if (!node.id) return inner;
  if (node.type === 'ClassDeclaration') declare(scope, node.id.name, { kind: 'class', node });
  declare(inner, node.id.name, { kind: 'class', node });
  return inner;
}

function declareVariables(node: NodeOf<'VariableDeclaration'>, scope: Scope): void {
  const holder = node.kind === 'var' ? functionScope(scope) : scope;
  const loop = parentOf(node);
  const elements = loop?.type === 'ForOfStatement' && loop.left === node ? loop.right : undefined;

  for (const { id, init } of node.declarations) {
    const from = init ?? elements;
    if (id.type === 'Identifier' && !elements) {
      declare(holder, id.name, from ? valueAt(from, itself) : undefined);
      continue;
    }
    for (const { node: target, path } of targetsOf(id)) {
      if (target.type !== 'Identifier') continue;
      const value = from && valueAt(from, elements ? [anyField, ...path] : path);
      declare(holder, target.name, value);
    }
  }
}

function declareImports(node: NodeOf<'ImportDeclaration'>, scope: Scope): void {
  const from = String(node.source.value);

  for (const specifier of node.specifiers) {
    declare(scope, specifier.local.name, { kind: 'import', from, name: importedName(specifier) });
  }
}

function importedName(specifier: NodeOf<'ImportDeclaration'>['specifiers'][number]): string {
  if (specifier.type === 'ImportNamespaceSpecifier') return everything;
  if (specifier.type === 'ImportDefaultSpecifier') return 'default';
  return exportedName(specifier.imported);
}

/** Of `export { x as name }`, which may be quoted. */
export function exportedName(node: NodeOf<'Identifier' | 'Literal'>): string {
  return node.type === 'Identifier' ? node.name : String(node.value);
}

/** What an assignment does to the names in it, once all of them are declared. */
function assign(node: NodeOf<'AssignmentExpression'>): void {
  if (!['=', '||=', '??=', '&&='].includes(node.operator) || isNeverRun(node)) return;

  for (const { node: target, path } of targetsOf(node.left)) {
    const base = baseOf(target);
    const binding = base && bindingOf(base.node);
    if (!base || !binding) continue;

    if (base.path.length === 0) {
      binding.definitions = withOneMore(binding.definitions, valueAt(node.right, path));
    }
    if (path.length === 0) {
      const write = { node, path: base.path, value: node.right };
      binding.writes = withOneMore(binding.writes, write);
    }
  }
}

/** `0 && (module.exports = {…})`: bundlers write it for readers of exports, with names of theirs. */
function isNeverRun(node: AnyNode): boolean {
  const parent = parentOf(node);

  return parent?.type === 'LogicalExpression' && literalText(parent.left) === '0';
}

/** The name that `a.b.c` begins with, and the fields after it; undefined of a chain that no one writes. */
export function baseOf(node: AnyNode): { node: AnyNode; path: FieldPath } | undefined {
  const path: string[] = [];
  let at = node;

  while (at.type === 'MemberExpression') {
    if (path.length === MOST_FIELDS) return undefined;
    path.push(fieldOf(at));
    at = at.object;
  }
  const isName = at.type === 'Identifier' || at.type === 'ThisExpression';
  return isName ? { node: at, path: path.reverse() } : undefined;
}

/** Each member of a chain asks for its base. */
const MOST_FIELDS = 200;

/** @throws CodeNotAnalysed for what has more fields within one another than are followed. */
function refuseLongChain(path: string, node: NodeOf<'MemberExpression'>): void {
  const around = parentOf(node);
  if (around?.type === 'MemberExpression' && around.object === node) return;

  let count = 0;
  for (let at: AnyNode = node; at.type === 'MemberExpression'; at = at.object) count += 1;
  if (count > MOST_FIELDS) {
    throw new CodeNotAnalysed(`${path}: a value is nested too deeply, in ${count} fields`);
  }
}

/** The field that is read, also where a symbol names it: no other name does. */
export function fieldOf(node: NodeOf<'MemberExpression'>): string {
  const field = fieldRead(node);
  if (field !== undefined) return field;
  const [definition, ...others] = bindingOf(node.property)?.definitions ?? [];
  const isOne = definition?.kind === 'value' && others.length === 0;
  const isSymbol =
    isOne && definition.node.type === 'CallExpression' && calledName(definition.node) === 'Symbol';

  return isSymbol && node.property.type === 'Identifier' ? `@@${node.property.name}` : anyField;
}

function nameIn(node: AnyNode): string | undefined {
  return node.type === 'Identifier' ? node.name : undefined;
}

/** Whether an identifier stands for a value, and is not the name of a field, a label or so. */
export function isMention(node: NodeOf<'Identifier' | 'ThisExpression'>): boolean {
  if (node.type === 'ThisExpression') return true;

  const parent = parentOf(node);
  switch (parent?.type) {
    case 'MemberExpression':
      return parent.object === node || parent.computed;
    case 'Property':
    case 'MethodDefinition':
    case 'PropertyDefinition':
      return parent.value === node || parent.computed;
    case 'ImportSpecifier':
    case 'ImportDefaultSpecifier':
    case 'ImportNamespaceSpecifier':
    case 'MetaProperty':
    case 'LabeledStatement':
    case 'BreakStatement':
    case 'ContinueStatement':
    case 'ExportAllDeclaration':
      return false;
    case 'ExportSpecifier':
      return parent.local === node;
    default:
      return true;
  }
}

function valueAt(node: AnyNode, path: FieldPath): Definition {
  return { kind: 'value', node, path };
}

function namesIn(pattern: AnyNode): readonly string[] {
  return targetsOf(pattern).flatMap(({ node }) => (node.type === 'Identifier' ? node.name : []));
}

function declare(scope: Scope, name: string, definition?: Definition): void {
  const binding = scope.names.get(name) ?? newBinding(scope, name);

  if (definition) binding.definitions = withOneMore(binding.definitions, definition);
}

/** Most lists are short, and one that is pushed to has room for sixteen more. */
function withOneMore<T>(list: T[], item: T): T[] {
  if (list.length === 0) return [item];
  if (list.length < 8) return list.concat([item]);

  list.push(item);
  return list;
}

function block(scope: Scope): Scope {
  return newScope(scope.file, scope, scope.function);
}

/** Where `var` puts its names. */
function functionScope(scope: Scope): Scope {
  let at = scope;

  while (at.up && at.up.function === at.function) at = at.up;
  return at;
}

function addTo<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);

  if (list) list.push(value);
  else lists.set(key, [value]);
}
