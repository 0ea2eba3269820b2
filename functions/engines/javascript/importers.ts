import type { LinkedFile } from './link.ts';
import type { Load } from './loads.ts';
import { holderOf } from './members.ts';
import type { Modules } from './modules.ts';
import { bindingOf, parentOf, scopeOf } from './scope.ts';
import { type AnyNode, type ClassNode, type FunctionNode, fieldRead } from './syntax.ts';

/** Knows where files are imported, each of which it looks for once. */
export class Importers {
  readonly #modules: Modules;
  #loads: ReadonlyMap<string, readonly Load[]> | undefined;

  constructor(modules: Modules) {
    this.#modules = modules;
  }

  /**
   * Expressions of other files that stand for what one exports as a whole or as its default, if that
   * is `node`: `require('./a')`, a name that holds it, `a_1.default`.
   */
  of(node: FunctionNode | ClassNode): readonly AnyNode[] {
    if (!isExportedWhole(node)) return [];
    this.#loads ??= loadsByFile(this.#modules);
    const loads = this.#loads.get(scopeOf(node).file) ?? [];

    return loads.slice(0, MOST_LOADS).flatMap(usesOf);
  }
}

/** Of one file. */
const MOST_LOADS = 100;

function loadsByFile({ files, resolve }: Modules): ReadonlyMap<string, readonly Load[]> {
  const all = new Map<string, Load[]>();

  for (const { path, loads } of files.values()) {
    for (const load of loads) {
      for (const target of resolve(path, load.specifier)) addTo(all, target, load);
    }
  }
  return all;
}

function addTo(all: Map<string, Load[]>, { path }: LinkedFile, load: Load): void {
  const known = all.get(path);

  if (known) known.push(load);
  else all.set(path, [load]);
}

function usesOf({ node }: Load): readonly AnyNode[] {
  if (node.type === 'Identifier') return (bindingOf(node)?.reads ?? []).map(ofDefault);
  // const a = require('./a'), or a_1 = __importDefault(require('./a'))
  const around = parentOf(node);
  const held = around?.type === 'CallExpression' ? around : node;
  const names = [...readsOf(node), ...readsOf(held)];

  return [node, ...names].map(ofDefault);
}

function readsOf(node: AnyNode): readonly AnyNode[] {
  const parent = parentOf(node);

  return parent?.type === 'VariableDeclarator' ? (bindingOf(parent.id)?.reads ?? []) : [];
}

/** `use.default`, where that is read. */
function ofDefault(use: AnyNode): AnyNode {
  const parent = parentOf(use);
  const isRead = parent?.type === 'MemberExpression' && parent.object === use;

  return isRead && fieldRead(parent) === 'default' ? parent : use;
}

function isExportedWhole(node: FunctionNode | ClassNode): boolean {
  return [node, ...(holderOf(node)?.reads ?? [])].some((use) => {
    const parent = parentOf(use);
    if (parent?.type === 'ExportDefaultDeclaration') return true;
    if (parent?.type !== 'AssignmentExpression' || parent.right !== use) return false;

    const field = parent.left.type === 'MemberExpression' ? fieldRead(parent.left) : undefined;
    return field === 'exports' || field === 'default';
  });
}
