import { exportedName, type LinkedFile } from './link.ts';
import type { Modules } from './modules.ts';
import { bindingOf, parentOf } from './scope.ts';
import {
  type AnyNode,
  calledName,
  type FunctionNode,
  fieldRead,
  isCall,
  isFunction,
} from './syntax.ts';

/**
 * Which functions of the handler's file only its other exports run: `exports.update = …` beside
 * `exports.create = …`, with what those alone call. Each of them is a handler of another function, or of
 * none. Whatever else a name stands in, or might, counts as run by this one.
 */
export class OtherHandlers {
  readonly #file: LinkedFile | undefined;
  readonly #handler: string;

  /** @param exports by which the handler is found in the file: one name, else none is another's. */
  constructor(modules: Modules, path: string, exports: readonly string[]) {
    const file = modules.files.get(path);
    const [handler = '', ...nested] = exports;
    const isKnown = file && nested.length === 0 && !isLoaded(modules, path) && onlyWrites(file);
    this.#file = isKnown ? file : undefined;
    this.#handler = handler;
  }

  /** Whether a node stands in one of them. */
  has(node: AnyNode): boolean {
    const outer = this.#file && outermost(node);

    return outer !== undefined && this.#isOthers(outer, new Set());
  }

  #isOthers(one: FunctionNode, seen: Set<FunctionNode>): boolean {
    if (seen.has(one)) return true;
    if (seen.size >= MOST_CALLERS) return false;
    seen.add(one);
    const direct = directName(one);
    if (direct !== undefined) return direct !== this.#handler;

    const name = nameOf(one);
    const binding = name && bindingOf(name);
    if (binding?.definitions.length !== 1 || binding.scope !== this.#file?.scope) return false;
    const isDeclared = isExportedDeclaration(one);
    if (isDeclared && binding.name === this.#handler) return false;
    const reads = binding.reads.filter((read) => read !== name);

    return (
      (isDeclared || reads.length > 0) &&
      reads.every((read) => {
        const exported = exportedAs(read);
        if (exported !== undefined) return exported !== this.#handler;
        const within = outermost(read);
        return within !== undefined && this.#isOthers(within, seen);
      })
    );
  }
}

/** Functions that are asked for who calls them, for one node. */
const MOST_CALLERS = 100;

function isLoaded({ files, resolve }: Modules, path: string): boolean {
  return [...files.values()].some((file) =>
    file.loads.some(({ specifier }) =>
      resolve(file.path, specifier).some((target) => target.path === path),
    ),
  );
}

/** Whether nothing reads what the file exports: `exports.create(…)` would run another handler. */
function onlyWrites({ scope: { names } }: LinkedFile): boolean {
  const readsOf = (name: string) => names.get(name)?.reads ?? [];

  return (
    readsOf('exports').every(isWritten) &&
    readsOf('module').every((read) => {
      const member = parentOf(read);
      return fieldOf(member, read) === 'exports' && member !== undefined && isWritten(member);
    }) &&
    readsOf('this').every(isOfCompiler)
  );
}

/** `exports = …`, `exports.a = …`, `Object.defineProperty(exports, '__esModule', …)`. */
function isWritten(whole: AnyNode): boolean {
  const parent = parentOf(whole);
  if (isTarget(whole, parent)) return true;
  if (parent && fieldOf(parent, whole) !== undefined) return isTarget(parent, parentOf(parent));

  return (
    parent !== undefined &&
    isCall(parent) &&
    parent.arguments[0] === whole &&
    writers.has(calledName(parent) ?? '')
  );
}

/** They put what they are given there. */
const writers: ReadonlySet<string> = new Set(['defineProperty', '__export']);

/** `(this && this.__awaiter) || …` */
function isOfCompiler(self: AnyNode): boolean {
  const parent = parentOf(self);

  return parent?.type === 'LogicalExpression' || fieldOf(parent, self)?.startsWith('__') === true;
}

function isTarget(node: AnyNode, parent: AnyNode | undefined): boolean {
  return parent?.type === 'AssignmentExpression' && parent.operator === '=' && parent.left === node;
}

/** The name of a field that is read of an object. */
function fieldOf(member: AnyNode | undefined, object: AnyNode): string | undefined {
  return member?.type === 'MemberExpression' && member.object === object
    ? fieldRead(member)
    : undefined;
}

/** The function at the top of the file that a node stands in. */
function outermost(node: AnyNode): FunctionNode | undefined {
  let found: FunctionNode | undefined;

  for (let at: AnyNode | undefined = node; at; at = parentOf(at)) if (isFunction(at)) found = at;
  return found;
}

/** `function name() {}`, `const name = () => {}`: not what is given to a call, which may run it. */
function nameOf(one: FunctionNode): AnyNode | undefined {
  if (one.type === 'FunctionDeclaration') return one.id ?? undefined;
  const parent = parentOf(one);

  return parent?.type === 'VariableDeclarator' && parent.init === one ? parent.id : undefined;
}

/** `export function name() {}`, `export const name = () => {}` */
function isExportedDeclaration(one: FunctionNode): boolean {
  const declarator = one.type === 'FunctionDeclaration' ? one : parentOf(one);
  const around = declarator && parentOf(declarator);
  const statement = around?.type === 'VariableDeclaration' ? parentOf(around) : around;

  return statement?.type === 'ExportNamedDeclaration';
}

/** `exports.name = function () {}`, `module.exports = { name() {} }`. */
function directName(one: FunctionNode): string | undefined {
  return one.type === 'FunctionDeclaration' ? undefined : exportedAs(one);
}

/** Under which name a value is exported by what it stands in. */
function exportedAs(value: AnyNode): string | undefined {
  const parent = parentOf(value);

  switch (parent?.type) {
    case 'ExportSpecifier':
      return exportedName(parent.exported);
    case 'ExportDefaultDeclaration':
      return 'default';
    case 'AssignmentExpression':
      return parent.right === value && parent.operator === '=' ? setName(parent.left) : undefined;
    case 'Property':
      return parent.value === value && isExportsTable(parentOf(parent)) ? keyOf(parent) : undefined;
    case 'ArrowFunctionExpression': {
      // `__export(all, { name: () => name })`, of esbuild.
      const property = parent.body === value ? parentOf(parent) : undefined;
      return property?.type === 'Property' && isGetterTable(parentOf(property))
        ? keyOf(property)
        : undefined;
    }
    default:
      return undefined;
  }
}

/** `exports.name`, `module.exports.name` */
function setName(target: AnyNode): string | undefined {
  return target.type === 'MemberExpression' && isExports(target.object)
    ? fieldRead(target)
    : undefined;
}

/** `module.exports = { … }` */
function isExportsTable(table: AnyNode | undefined): boolean {
  const parent = table && parentOf(table);

  return (
    parent?.type === 'AssignmentExpression' && parent.right === table && isExports(parent.left)
  );
}

function isGetterTable(table: AnyNode | undefined): boolean {
  const call = table && parentOf(table);

  return call !== undefined && isCall(call) && calledName(call) === '__export';
}

function isExports(node: AnyNode): boolean {
  if (node.type === 'Identifier') return node.name === 'exports' && isOfFile(node);

  return (
    node.type === 'MemberExpression' &&
    fieldRead(node) === 'exports' &&
    node.object.type === 'Identifier' &&
    node.object.name === 'module' &&
    isOfFile(node.object)
  );
}

function isOfFile(name: AnyNode): boolean {
  return bindingOf(name)?.scope.up === undefined;
}

function keyOf({ key, computed }: { readonly key: AnyNode; readonly computed: boolean }) {
  if (computed) return undefined;

  return key.type === 'Identifier'
    ? key.name
    : key.type === 'Literal'
      ? String(key.value)
      : undefined;
}
