import { type Branch, isBeforeCredentials, type LiveCode } from '../../signatures/index.ts';
import type { Places } from '../evidence.ts';
import { type Binding, bindingOf, type Definition, parentOf } from '../scope.ts';
import {
  type AnyNode,
  type CallNode,
  type ClassNode,
  calledName,
  childrenOf,
  isCall,
  isClass,
  isFunction,
  memberName,
  type NodeOf,
} from '../syntax.ts';
import type { Values } from '../value.ts';
import { goesOn, isAskedInVain } from './goes-on.ts';
import { isIgnored, isOptional } from './not-for-all.ts';
import { isReadingCase, isUnreachable, pathsIn, pathsOfCase } from './unreachable.ts';

/**
 * All of the code's own that some of it comes to: by calls, by names that are handed on, and of an object whose class is known by the
 * names of the methods that are called anywhere there.
 */
export function liveFrom(
  roots: readonly AnyNode[],
  values: Values,
  places: Places,
): LiveCode<AnyNode> {
  const live = new Live(values, places);
  for (const root of roots) live.begin(root);

  return live.all();
}

const MOST_NODES = 60_000;
const MOST_ABOVE = 60;

class Live {
  readonly #values: Values;
  readonly #places: Places;
  readonly #begun = new Set<AnyNode>();
  readonly #pending: AnyNode[] = [];
  readonly #called = new Set<string>();
  readonly #branches: Branch<AnyNode>[] = [];
  readonly #apart = new Set<AnyNode>();
  readonly #given: AnyNode[] = [];
  readonly #named = new Set<Binding>();
  /** Methods that are not called yet. */
  readonly #waiting = new Map<string, AnyNode[]>();

  constructor(values: Values, places: Places) {
    this.#values = values;
    this.#places = places;
  }

  begin(node: AnyNode): void {
    if (this.#begun.has(node) || this.#places.isInPackage(node)) return;
    this.#begun.add(node);
    this.#pending.push(node);
  }

  all(): LiveCode<AnyNode> {
    const found: AnyNode[] = [];
    const branches = this.#branches;
    for (let node = this.#next(); node; node = this.#next()) {
      if (found.length > MOST_NODES) return { nodes: [], branches: [] };
      found.push(node);
      this.#leaveFrom(node);
      for (const child of this.#partsOf(node)) this.#pending.push(child);
    }
    return { nodes: found, branches };
  }

  /** What a name was given comes last: it is known then which branches are apart. */
  #next(): AnyNode | undefined {
    const pending = this.#pending.pop();
    if (pending) return pending;
    for (let node = this.#given.pop(); node; node = this.#given.pop()) {
      if (this.#begun.has(node) || this.#places.isInPackage(node) || this.#isInBranch(node))
        continue;
      this.#begun.add(node);
      return node;
    }
    return undefined;
  }

  #isInBranch(node: AnyNode): boolean {
    let depth = 0;
    for (let at: AnyNode | undefined = node; at && depth < MOST_ABOVE; at = parentOf(at)) {
      if (this.#apart.has(at)) return true;
      depth += 1;
    }
    return false;
  }

  #partsOf(node: AnyNode): readonly AnyNode[] {
    switch (node.type) {
      case 'MemberExpression':
        return node.computed ? [node.object, node.property] : [node.object];
      case 'Property':
        return node.computed ? [node.key, node.value] : [node.value];
      case 'MethodDefinition':
        return [node.value];
      case 'PropertyDefinition':
        return node.value ? [node.value] : [];
      case 'IfStatement':
        if (goesOn(node, this.#values)) return [];
        return isUnreachable(node, this.#values) ||
          this.#isOfPath(node.consequent, pathsIn(node.test)) ||
          this.#isApart(isOptional(node), node.consequent)
          ? [node.test, ...(node.alternate ? [node.alternate] : [])]
          : childrenOf(node);
      case 'VariableDeclarator':
        return isAskedInVain(node, this.#values) ? [] : childrenOf(node);
      case 'TryStatement':
        return this.#isApart(isIgnored(node), node.block)
          ? childrenOf(node).filter((each) => each !== node.block)
          : childrenOf(node);
      case 'SwitchStatement':
        return [
          node.discriminant,
          ...node.cases.filter((each) => !this.#isLeft(each, node.discriminant)),
        ];
      default:
        return childrenOf(node);
    }
  }

  #isLeft(each: NodeOf<'SwitchCase'>, over: AnyNode): boolean {
    return isReadingCase(each, over) || this.#isOfPath(each, pathsOfCase(each, over));
  }

  /** Whether a branch is of some paths alone; it is kept apart. */
  #isOfPath(node: AnyNode, paths: readonly string[]): boolean {
    // Who is let in to a connection has been asked for all that comes by it.
    if (paths.length === 0 || paths.every((each) => each === '$connect')) return false;
    return this.#keepApart(node, paths.every(isBeforeCredentials));
  }

  #isApart(is: boolean, node: AnyNode): boolean {
    return is && this.#keepApart(node, false);
  }

  #keepApart(node: AnyNode, isEntry: boolean): boolean {
    this.#branches.push({ node, isEntry });
    this.#apart.add(node);

    return true;
  }

  #leaveFrom(node: AnyNode): void {
    if (isCall(node)) this.#call(node);
    else if (node.type === 'Identifier') this.#name(node);
    else if (isClass(node)) this.#reach(node);
  }

  #call(call: CallNode): void {
    const functions = this.#values.functionsOf(call.callee);
    for (const each of functions) this.begin(each);
    const name = calledName(call) ?? '';
    if (call.type === 'NewExpression') {
      for (const value of this.#values.valuesOf(call.callee)) {
        if (value.kind === 'class') this.#reach(value.node);
      }
    }
    if (functions.length > 0 || call.callee.type !== 'MemberExpression' || this.#called.has(name))
      return;
    this.#called.add(name);
    for (const each of this.#waiting.get(name) ?? []) this.begin(each);
  }

  /** Its methods run where they are called; what its fields are made of runs with it. */
  #reach(node: ClassNode): void {
    if (this.#begun.has(node.body)) return;
    this.#begun.add(node.body);
    for (const member of node.body.body) {
      if (member.type !== 'MethodDefinition' && member.type !== 'PropertyDefinition') continue;
      const { value } = member;
      if (!value) continue;
      const name = memberName(member) ?? '';
      if (!isFunction(value) || ofFrameworks.test(name) || this.#called.has(name))
        this.begin(value);
      else this.#waiting.set(name, [...(this.#waiting.get(name) ?? []), value]);
    }
  }

  #name(node: AnyNode): void {
    const binding = bindingOf(node);
    if (!binding || this.#named.has(binding)) return;
    this.#named.add(binding);
    for (const definition of binding.definitions) this.#define(node, definition);
  }

  #define(node: AnyNode, definition: Definition): void {
    switch (definition.kind) {
      case 'function':
        // What is only called is begun by its call.
        this.begin(definition.node);
        return;
      case 'class':
        this.#reach(definition.node);
        return;
      case 'value':
        if (definition.path.length === 0 && isMade(definition.node))
          this.#given.push(definition.node);
        else for (const each of this.#values.functionsOf(node)) this.begin(each);
        return;
      case 'import':
        for (const each of this.#values.functionsOf(node)) this.begin(each);
        for (const value of this.#values.valuesOf(node)) {
          if (value.kind === 'made' && value.by) this.begin(value.by);
          if (value.kind === 'class') this.#reach(value.node);
        }
        return;
      default:
        return;
    }
  }
}

/** They call these by themselves. */
const ofFrameworks = /^(?:constructor|canActivate|use|intercept|validate)$/;

/** What runs where it is written; of objects and modules only that is reached which is called. */
function isMade(node: AnyNode): boolean {
  // `A = __decorate([Controller()], A)`: what decorates a class is a matter of its routes.
  if (isCall(node) && node.arguments[0]?.type === 'ArrayExpression' && node.arguments.length > 1)
    return false;

  return node.type !== 'ObjectExpression' && !(isCall(node) && calledName(node) === 'require');
}
