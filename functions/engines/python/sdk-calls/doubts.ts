import { constantText } from '../constant-text.ts';
import { methodsOf } from '../members.ts';
import type { Modules } from '../modules.ts';
import type { Resolver } from '../resolver.ts';
import { scopeOf } from '../scope.ts';
import type { AnyNode, Call, ClassNode, Expression, FunctionNode } from '../syntax.ts';
import type { Value } from '../value.ts';
import { isRunBySyntax } from './by-syntax.ts';

/**
 * Functions that may run though nothing is seen to call them: what a decorator is given and may keep, what
 * is asked for by a name that is made up as it runs, and a method by the name of one that is called, of a
 * class that may stand there as well.
 */
export class Doubts {
  readonly #values: Resolver;
  readonly #open = new Set<FunctionNode>();
  readonly #taken = new Set<FunctionNode>();
  readonly #used = new Set<ClassNode>();
  /** Names of methods that are called of one class or the other. */
  readonly #called = new Set<string>();
  #isAnyAsked = false;
  #isAnyClassMade = false;

  constructor(values: Resolver) {
    this.#values = values;
  }

  /** What was noted since it was last taken. */
  take({ files }: Modules): readonly FunctionNode[] {
    const all = [...files.values()];
    for (const { functions } of this.#isAnyAsked ? all : []) this.#addAll(functions);
    for (const { classes } of this.#isAnyClassMade ? all : []) {
      for (const each of classes) this.#addAll(methodsOf(each).filter(isRunBySyntax));
    }
    for (const each of this.#used) {
      this.#addAll(methodsOf(each).filter(({ name }) => this.#called.has(name?.name ?? '')));
    }
    const found = [...this.#open];
    this.#open.clear();
    return found;
  }

  noteUsed(node: ClassNode): void {
    this.#used.add(node);
    // It gets each class below it, and may make one.
    if (methodsOf(node).some(({ name }) => name?.name === '__init_subclass__')) {
      this.#addWith(node);
    }
  }

  /** A function or class that a decorator is given, which may keep it in a table. */
  noteDecorated(node: FunctionNode | ClassNode): void {
    if (node.decorators.every((each) => this.#isQuiet(each))) return;

    this.#addAll(node.type === 'Class' ? methodsOf(node) : [node]);
  }

  note(node: AnyNode): void {
    switch (node.type) {
      case 'Attribute':
        if (node.name === '__subclasses__') this.#isAnyClassMade = true;
        for (const value of this.#values.valuesOf(node)) {
          if (value.kind === 'function' && scopeOf(value.node).class) this.#called.add(node.name);
        }
        return;
      case 'Call':
        this.#noteCall(node);
        return;
      default:
    }
  }

  #noteCall(node: Call): void {
    const { callee, arguments: given } = node;
    const names = this.#values.namesOf(callee);
    const [first, second] = given;
    const isAsked = names.includes('builtins.getattr') && constantText(second?.value) === undefined;
    // What a function has set itself is in its `locals()`, and no more.
    const isOfFile = names.includes('builtins.globals') || !scopeOf(node).function;

    if (isAsked || names.some((name) => askers.has(name))) this.#asked(first?.value);
    else if (names.some((name) => tables.has(name)) && (first || isOfFile)) {
      this.#asked(first?.value);
    }
    if (callee.type === 'Subscript' && this.#values.valuesOf(callee).length === 0) {
      this.#isAnyClassMade = true;
    }
  }

  /** Any member of what is given may be: of what is not known, any of a class that is used. */
  #asked(of: Expression | undefined): void {
    const found = of ? this.#values.valuesOf(of) : [];
    if (of === undefined || found.some(isOfModule)) {
      this.#isAnyAsked = true;
      return;
    }
    for (const value of found) {
      if (value.kind === 'class' || value.kind === 'instance') this.#addWith(value.node);
    }
    if (found.length === 0) for (const each of this.#used) this.#addAll(methodsOf(each));
  }

  /** The methods of a class, those above it and those below it. */
  #addWith(node: ClassNode): void {
    const reached = new Set([node]);

    // A set that grows while it is walked is walked to its new end.
    for (const each of reached) {
      this.#values.spend();
      this.#addAll(methodsOf(each));
      for (const below of this.#values.subclassesOf(each)) reached.add(below);
      for (const { value } of each.bases) {
        for (const base of this.#values.valuesOf(value)) {
          if (base.kind === 'class') reached.add(base.node);
        }
      }
    }
  }

  #addAll(functions: readonly FunctionNode[]): void {
    for (const each of functions) {
      this.#values.spend();
      if (this.#taken.has(each)) continue;
      this.#taken.add(each);
      this.#open.add(each);
    }
  }

  #isQuiet(decorator: Expression): boolean {
    const found = this.#values.valuesOf(decorator);

    return (
      // `@size.setter`
      (decorator.type === 'Attribute' && /^(?:[gs]etter|deleter)$/.test(decorator.name)) ||
      (found.length > 0 && found.every((value) => value.kind === 'name' && quiet.test(value.name)))
    );
  }
}

function isOfModule(value: Value): boolean {
  return value.kind === 'module' || (value.kind === 'name' && /^sys\.modules\b/.test(value.name));
}

/** What gives all that there is of something. */
const tables: ReadonlySet<string> = new Set([
  'builtins.globals',
  'builtins.locals',
  'builtins.vars',
  'builtins.dir',
]);

const askers: ReadonlySet<string> = new Set([
  'inspect.getmembers',
  'operator.attrgetter',
  'operator.methodcaller',
]);

/** Decorators that keep what they are given nowhere. */
const quiet =
  /^(?:builtins|functools|abc|typing|typing_extensions|contextlib|dataclasses|attr|attrs|enum|warnings|aws_lambda_powertools|aws_xray_sdk|tenacity|retry|retrying|backoff|cachetools)\b/;
