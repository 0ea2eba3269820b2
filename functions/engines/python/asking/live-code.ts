import { childrenOf } from '../children-of.ts';
import { calledName } from '../link.ts';
import { bindingOf, type Definition } from '../scope.ts';
import type { AnyNode, Call, ClassNode } from '../syntax.ts';
import type { Values } from '../value.ts';
import { isUnreachable } from './unreachable.ts';

/**
 * All of the archive's own code that some of it comes to, as in JavaScript: by calls, by names that are handed on, and of an object whose
 * class is known by the names of the methods that are called anywhere there. Nothing where it is too much.
 */
export function liveFrom(roots: readonly AnyNode[], values: Values): readonly AnyNode[] {
  const live = new Live(values);
  for (const root of roots) live.begin(root);

  return live.all() ?? [];
}

const MOST_NODES = 60_000;

class Live {
  readonly #values: Values;
  readonly #begun = new Set<AnyNode>();
  readonly #pending: AnyNode[] = [];
  readonly #called = new Set<string>();
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

  all(): readonly AnyNode[] | undefined {
    const found: AnyNode[] = [];
    for (let node = this.#pending.pop(); node; node = this.#pending.pop()) {
      if (found.length > MOST_NODES) return undefined;
      found.push(node);
      if (node.type === 'Call') this.#call(node);
      else if (node.type === 'Name') this.#name(node);
      else if (node.type === 'Class') {
        this.#reach(node);
        continue;
      }
      for (const child of partsOf(node, this.#values)) this.#pending.push(child);
    }
    return found;
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

function partsOf(node: AnyNode, values: Values): readonly AnyNode[] {
  if (node.type === 'If' && isUnreachable(node, values)) {
    return node.otherwise ? [node.test, node.otherwise] : [node.test];
  }
  return childrenOf(node);
}
