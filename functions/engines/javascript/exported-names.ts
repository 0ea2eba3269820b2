import { exportedName, type LinkedFile } from './link.ts';
import type { Modules } from './modules.ts';
import { targetsOf } from './pattern.ts';
import { type Binding, parentOf } from './scope.ts';
import {
  type AnyNode,
  fieldRead,
  isCall,
  literalText,
  memberName,
  type NodeOf,
  type Program,
} from './syntax.ts';

/**
 * All names that a file exports; undefined where one may be that is not seen: it is re-exported from
 * elsewhere, computed, or put there by a function.
 */
export function exportedNames(
  file: LinkedFile,
  modules: Modules,
  depth = 0,
): ReadonlySet<string> | undefined {
  if (depth > maxReexports) return undefined;

  return isModule(file.program) ? namesOfModule(file, modules, depth) : namesOfCommonJs(file);
}

/** Whether it imports or exports by what only a module may have. */
export function isModule({ body }: Program): boolean {
  return body.some(({ type }) => /^(?:Import|Export)\w*Declaration$/.test(type));
}

const maxReexports = 5;

function namesOfModule(
  { path, program }: LinkedFile,
  modules: Modules,
  depth: number,
): ReadonlySet<string> | undefined {
  const names = new Set<string>();

  for (const statement of program.body) {
    if (statement.type === 'ExportDefaultDeclaration') names.add('default');
    if (statement.type === 'ExportNamedDeclaration') addNamed(statement, names);
    if (statement.type !== 'ExportAllDeclaration') continue;

    if (statement.exported) names.add(exportedName(statement.exported));
    else {
      const [target] = modules.resolve(path, String(statement.source.value));
      const more = target && exportedNames(target, modules, depth + 1);
      if (!more) return undefined;
      for (const name of more) names.add(name);
    }
  }
  return names;
}

function addNamed(statement: NodeOf<'ExportNamedDeclaration'>, names: Set<string>): void {
  const { declaration, specifiers } = statement;
  for (const { exported } of specifiers) names.add(exportedName(exported));
  if (!declaration) return;

  const declared =
    declaration.type === 'VariableDeclaration'
      ? declaration.declarations.map(({ id }) => id)
      : [declaration.id];
  for (const { node } of declared.flatMap((id) => targetsOf(id))) {
    if (node.type === 'Identifier') names.add(node.name);
  }
}

/** Of one whose `exports`, `module` and `this` are used for nothing but plain assignments. */
function namesOfCommonJs({ scope }: LinkedFile): ReadonlySet<string> | undefined {
  const names = new Set<string>();
  const bindings = ['exports', 'module', 'this'].flatMap((name) => scope.names.get(name) ?? []);

  for (const binding of bindings) {
    for (const read of binding.reads) {
      const set = nameSetBy(read, binding);
      if (set === undefined) return undefined;
      for (const name of set) names.add(name);
    }
  }
  return names;
}

/** Names that are exported where `exports` or `module` is used; undefined where that is not seen. */
function nameSetBy(read: AnyNode, { name }: Binding): readonly string[] | undefined {
  const member = parentOf(read);
  // (this && this.__helper) || …
  if (name === 'this' && !isCall(member) && !isPut(member)) return [];
  if (isCall(member)) return markedBy(member, read);
  if (member?.type !== 'MemberExpression' || member.object !== read) return undefined;

  const field = fieldRead(member);
  if (field === undefined) return undefined;
  if (name !== 'module') return isAssigned(member) ? [field] : undefined;
  if (field !== 'exports')
    return ['id', 'filename', 'children', 'paths'].includes(field) ? [] : undefined;

  const inner = parentOf(member);
  if (inner?.type === 'MemberExpression' && inner.object === member) {
    const own = fieldRead(inner);
    return own !== undefined && isAssigned(inner) ? [own] : undefined;
  }
  return isAssigned(member) ? keysOf(assignedTo(member)) : undefined;
}

/** Whether a field of it is set, whichever that is. */
function isPut(member: AnyNode | undefined): boolean {
  return member?.type === 'MemberExpression' && isAssigned(member);
}

function isAssigned(member: AnyNode): boolean {
  return assignedTo(member) !== undefined;
}

function assignedTo(member: AnyNode): AnyNode | undefined {
  const parent = parentOf(member);

  return parent?.type === 'AssignmentExpression' && parent.left === member
    ? parent.right
    : undefined;
}

/** Of `module.exports = { a, b: c }`. */
function keysOf(value: AnyNode | undefined): readonly string[] | undefined {
  if (value?.type !== 'ObjectExpression') return undefined;
  const keys: string[] = [];

  for (const property of value.properties) {
    const key = property.type === 'Property' ? memberName(property) : undefined;
    if (key === undefined) return undefined;
    keys.push(key);
  }
  return keys;
}

/** `Object.defineProperty(exports, 'name', …)`. */
function markedBy(call: AnyNode, read: AnyNode): readonly string[] | undefined {
  if (!isCall(call) || call.arguments[0] !== read || call.callee.type !== 'MemberExpression') {
    return undefined;
  }
  const name = literalText(call.arguments[1]);

  return fieldRead(call.callee) === 'defineProperty' && name !== undefined ? [name] : undefined;
}
