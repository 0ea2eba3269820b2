import { parentOf, scopeOf } from '../scope.ts';
import { type AnyNode, isCall, isClass, isFunction } from '../syntax.ts';
import { isBundledModule, isExport } from './exported-places.ts';

/** Knows what is only held at the top of a module, for code that asks for it. */
export class HeldAtTop {
  /** Each part of an expression asks, and one may have a hundred thousand within one another. */
  readonly #known = new Map<AnyNode, boolean>();

  /** `const f = wrap(() => …)` and `exports.f = wrap(() => …)` at the top: for who uses f. */
  holds(node: AnyNode): boolean {
    const outer = scopeOf(node).function;
    if (outer && !isBundledModule(outer)) return false;
    const between: AnyNode[] = [];
    let at: AnyNode | undefined = node;
    let isHeld: boolean | undefined;

    for (; at && isHeld === undefined; at = parentOf(at)) {
      between.push(at);
      isHeld = this.#known.get(at) ?? heldBy(at, parentOf(at));
    }
    for (const each of between) this.#known.set(each, isHeld ?? false);
    return isHeld ?? false;
  }
}

/** Undefined where what is further out decides. */
function heldBy(at: AnyNode, up: AnyNode | undefined): boolean | undefined {
  if (!up) return false;
  // A function that is called in its own place runs.
  if (isCall(up) && up.callee === at) return isFunction(at) ? false : undefined;
  if (up.type === 'VariableDeclarator') return up.init === at;
  if (up.type === 'ExportDefaultDeclaration') return true;
  if (up.type === 'AssignmentExpression') {
    return up.left.type === 'MemberExpression' ? isExport(up.left) : up.right === at;
  }
  return up.type.endsWith('Statement') || isFunction(up) || isClass(up) ? false : undefined;
}
