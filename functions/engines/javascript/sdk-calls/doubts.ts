import type { Modules } from '../modules.ts';
import { parentOf } from '../scope.ts';
import {
  type AnyNode,
  type ClassNode,
  childrenOf,
  fieldRead,
  isCall,
  isClass,
  isFunction,
  type NodeOf,
} from '../syntax.ts';
import type { Value, Values } from '../value.ts';

/**
 * What may run though nothing is seen to call it: what a class or a module has, where one of it is called by a
 * name that is made up as it runs, and a method by the name of one that is called, of a class below it.
 */
export class Doubts {
  readonly #values: Values;
  /** Names of methods that are called of one class or the other. */
  readonly called = new Set<string>();
  readonly #classes = new Set<ClassNode>();
  readonly #modules = new Set<string | AnyNode>();

  constructor(values: Values) {
    this.#values = values;
  }

  note(node: NodeOf<'MemberExpression'>, found: readonly Value[]): void {
    const field = fieldRead(node);
    if (field !== undefined) {
      const isMethod = found.some(
        (value) => value.kind === 'function' && parentOf(value.node)?.type === 'MethodDefinition',
      );
      if (isMethod) this.called.add(field);
      return;
    }
    const parent = parentOf(node);
    if (!isCall(parent) || parent.callee !== node) return;

    for (const value of this.#values.valuesOf(node.object)) {
      const isOfClass =
        value.kind === 'class' || value.kind === 'instance' || value.kind === 'prototype';
      if (isOfClass && isClass(value.node)) this.#classes.add(value.node);
      if (value.kind === 'exports') this.#modules.add(value.of);
    }
  }

  /** The functions among which one is called by its name. */
  asked({ files }: Modules): readonly AnyNode[] {
    const classes = [...this.#classes].flatMap((each) => this.#withAbove(each));
    const modules = [...this.#modules].flatMap(
      (of) => (typeof of === 'string' ? files.get(of)?.program : of) ?? [],
    );
    const known = [...classes, ...modules].filter((each) => !this.#taken.has(each));
    for (const each of known) this.#taken.add(each);

    return known.flatMap((each) => (isClass(each) ? methodsOf(each) : functionsIn(each)));
  }

  readonly #taken = new Set<AnyNode>();

  #withAbove(node: ClassNode): readonly ClassNode[] {
    const reached = new Set([node]);

    // A set that grows while it is walked is walked to its new end.
    for (const { superClass } of reached) {
      for (const value of superClass ? this.#values.valuesOf(superClass) : []) {
        if (value.kind === 'class') reached.add(value.node);
      }
    }
    return [...reached];
  }
}

function methodsOf({ body }: ClassNode): readonly AnyNode[] {
  return body.body.flatMap((member) =>
    member.type !== 'StaticBlock' && member.value && isFunction(member.value) ? member.value : [],
  );
}

/** Of a module, without those that stand in others. */
function functionsIn(module: AnyNode): readonly AnyNode[] {
  const found: AnyNode[] = [];
  const open: AnyNode[] = isFunction(module) ? [module.body] : [module];

  for (let node = open.pop(); node; node = open.pop()) {
    if (isFunction(node)) found.push(node);
    else open.push(...childrenOf(node));
  }
  return found;
}
