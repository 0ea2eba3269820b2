import { isBeforeCredentials } from '../../signatures/index.ts';
import { childrenOf } from '../children-of.ts';
import { calledName } from '../link.ts';
import { bindingOf, type Definition } from '../scope.ts';
import type { AnyNode, Call, ClassNode } from '../syntax.ts';
import type { Values } from '../value.ts';
import { isUnreachable, pathsIn } from './unreachable.ts';

/** Code that some of it comes to; see that of JavaScript. */
export interface LiveCode {
  /** Empty where it is too much. */
  readonly nodes: readonly AnyNode[];
  /** What a handler does for those alone who sign in or up. */
  readonly entries: readonly AnyNode[];
  /** Whether it has a branch for other paths, too. */
  readonly hasOthers: boolean;
}

/** All of the archive's own code that some of it comes to, as in JavaScript. */
export function liveFrom(roots: readonly AnyNode[], values: Values): LiveCode {
  const live = new Live(values);
  for (const root of roots) live.begin(root);

  return live.all();
}

const MOST_NODES = 60_000;

class Live {
  readonly #values: Values;
  readonly #begun = new Set<AnyNode>();
  readonly #pending: AnyNode[] = [];
  readonly #called = new Set<string>();
  readonly #entries: AnyNode[] = [];
  #hasOthers = false;
  /** Methods that are not called yet. */
  readonly #waiting = new Map<string, AnyNode[]>();

  constructor(values: Values) {
    this.#values = values;
  }

  begin(node: AnyNode): void {
    if (this.#begun.has(node)) return;
    this.#begun.add(node);
    this.#pending.push(node);
  }

  all(): LiveCode {
    const found: AnyNode[] = [];
    const entries = this.#entries;
    for (let node = this.#pending.pop(); node; node = this.#pending.pop()) {
      if (found.length > MOST_NODES) return { nodes: [], entries, hasOthers: true };
      found.push(node);
      if (node.type === 'Call') this.#call(node);
      else if (node.type === 'Name') this.#name(node);
      else if (node.type === 'Class') {
        this.#reach(node);
        continue;
      }
      for (const child of this.#partsOf(node)) this.#pending.push(child);
    }
    return { nodes: found, entries, hasOthers: this.#hasOthers };
  }

  #partsOf(node: AnyNode): readonly AnyNode[] {
    if (node.type !== 'If') return childrenOf(node);
    const isLeft =
      isUnreachable(node, this.#values) || this.#isEntry(node.body, pathsIn(node.test));
    if (!isLeft) return childrenOf(node);

    return node.otherwise ? [node.test, node.otherwise] : [node.test];
  }

  /** Whether a branch is for those who sign in alone; it is kept apart. */
  #isEntry(branch: AnyNode, paths: readonly string[]): boolean {
    if (paths.length === 0) return false;
    const is = paths.every(isBeforeCredentials);
    if (is) this.#entries.push(branch);
    else this.#hasOthers = true;

    return is;
  }

  #call(call: Call): void {
    const functions = this.#values.functionsOf(call.callee);
    for (const each of functions) this.begin(each.node);
    for (const value of this.#values.valuesOf(call.callee)) {
      if (value.kind === 'class') this.#reach(value.node);
    }
    const name = calledName(call) ?? '';
    if (functions.length > 0 || call.callee.type !== 'Attribute' || this.#called.has(name)) return;
    this.#called.add(name);
    for (const each of this.#waiting.get(name) ?? []) this.begin(each);
  }

  /** Its methods run where they are called. */
  #reach(node: ClassNode): void {
    if (this.#begun.has(node.body)) return;
    this.#begun.add(node.body);
    for (const each of node.body.body) {
      const of = each.type === 'Function' ? each : undefined;
      const name = of?.name?.name ?? '';
      if (!of || ofFrameworks.test(name) || this.#called.has(name)) this.begin(of ?? each);
      else this.#waiting.set(name, [...(this.#waiting.get(name) ?? []), of]);
    }
  }

  #name(node: Extract<AnyNode, { type: 'Name' }>): void {
    for (const each of bindingOf(node)?.definitions ?? []) this.#define(node, each);
  }

  #define(node: Extract<AnyNode, { type: 'Name' }>, definition: Definition): void {
    switch (definition.kind) {
      case 'function':
        this.begin(definition.node);
        return;
      case 'class':
        this.#reach(definition.node);
        return;
      case 'value':
        if (definition.node.type !== 'Dict') this.begin(definition.node);
        return;
      case 'import':
        for (const value of this.#values.valuesOf(node)) {
          if (value.kind === 'function') this.begin(value.node);
          if (value.kind === 'class') this.#reach(value.node);
        }
        return;
      default:
        return;
    }
  }
}

/** They call these by themselves. */
const ofFrameworks = /^(?:__\w+__|dispatch|get|post|put|patch|delete|authenticate|has_permission)$/;
