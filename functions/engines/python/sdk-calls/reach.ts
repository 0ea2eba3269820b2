import { childrenOf } from '../children-of.ts';
import { methodsOf } from '../members.ts';
import type { Modules } from '../modules.ts';
import type { Resolver } from '../resolver.ts';
import { bindingOf, lookUp, scopeOf } from '../scope.ts';
import type { AnyNode, ClassNode, FunctionNode } from '../syntax.ts';
import type { Value } from '../value.ts';
import { accessorsOf, isRunBySyntax } from './by-syntax.ts';
import { Doubts } from './doubts.ts';

/**
 * The code that may run once a module is loaded and its handler called. A function may run that is
 * called, or mentioned, by code that may run, or that a framework is given by a decorator with
 * arguments; where a method is called of what is not known, each of that name. Of a class whose base
 * a package has, and that is used, each method: the package may call it. Of any class that is used, each
 * method that syntax calls: `__getitem__`, a property.
 */
export class Reach {
  readonly #values: Resolver;
  readonly #visit: (node: AnyNode) => void;
  readonly #pending: AnyNode[] = [];
  readonly #seen = new Set<AnyNode>();
  /** Methods by their names, as long as none of that name is asked for. */
  readonly #held = new Map<string, FunctionNode[]>();
  readonly #wanted = new Set<string>();
  readonly #doubts: Doubts;

  constructor(values: Resolver, visit: (node: AnyNode) => void) {
    this.#values = values;
    this.#visit = visit;
    this.#doubts = new Doubts(values);
  }

  run({ files }: Modules, handlers: readonly FunctionNode[]): void {
    for (const { module } of files.values()) this.#enter(module);
    for (const handler of handlers) this.#enter(handler);

    this.#walkAll();
  }

  /** What may run besides, in a way that is not followed: after `run`. */
  runDoubtful(modules: Modules): void {
    for (
      let found = this.#doubts.take(modules);
      found.length > 0;
      found = this.#doubts.take(modules)
    ) {
      for (const body of found) this.#enter(body);
      this.#walkAll();
    }
  }

  #walkAll(): void {
    for (let body = this.#pending.pop(); body; body = this.#pending.pop()) this.#walk(body);
  }

  /** Whether the code in a function may run. */
  has(of: FunctionNode): boolean {
    return this.#seen.has(of);
  }

  #enter(body: AnyNode): void {
    if (this.#seen.has(body)) return;

    this.#seen.add(body);
    this.#pending.push(body);
  }

  #walk(body: AnyNode): void {
    const open: AnyNode[] = body.type === 'Function' ? [...body.parameters, body.body] : [body];

    for (let node = open.pop(); node; node = open.pop()) {
      if (node.type === 'Function') {
        this.#meet(node, open);
        continue;
      }
      if (node.type === 'Class') {
        this.#meetClass(node, open);
        continue;
      }
      this.#visit(node);
      this.#follow(node);
      this.#doubts.note(node);
      open.push(...childrenOf(node));
    }
  }

  /** A function within code that runs: a lambda runs where it is given, others where they are named. */
  #meet(node: FunctionNode, open: AnyNode[]): void {
    open.push(...node.decorators);
    const isNameless = node.name === undefined && node.parent?.type !== 'Assign';
    // `__getattr__` of a module
    const isBySyntax = isRunBySyntax(node) && !scopeOf(node).function;

    if (isNameless || isBySyntax || node.decorators.some(isRegistration)) this.#enter(node);
    else this.#doubts.noteDecorated(node);
  }

  #meetClass(node: ClassNode, open: AnyNode[]): void {
    open.push(...node.decorators, ...node.bases);
    // `@api.route('/orders')` above a class
    if (node.decorators.some(isRegistration)) this.#enterMethods(node);
    else this.#doubts.noteDecorated(node);

    for (const statement of node.body.body) {
      if (statement.type !== 'Function') {
        open.push(statement);
        continue;
      }
      open.push(...statement.decorators);
      const name = statement.name?.name ?? '';
      if (statement.decorators.some(isRegistration)) this.#enter(statement);
      else {
        this.#hold(name, statement);
        this.#doubts.noteDecorated(statement);
      }
    }
  }

  #hold(name: string, node: FunctionNode): void {
    if (this.#wanted.has(name)) this.#enter(node);
    else this.#held.set(name, [...(this.#held.get(name) ?? []), node]);
  }

  #want(name: string): void {
    if (this.#wanted.has(name)) return;

    this.#wanted.add(name);
    for (const node of this.#held.get(name) ?? []) this.#enter(node);
    this.#held.delete(name);
  }

  #follow(node: AnyNode): void {
    switch (node.type) {
      case 'Name':
        this.#useAll(definedBy(node) ? this.#values.valuesOf(node) : []);
        return;
      case 'Attribute': {
        const found = this.#values.valuesOf(node);
        if (found.length === 0) this.#want(node.name);
        this.#useAll(found);
        for (const each of accessorsOf(this.#values, node)) this.#enter(each);
        return;
      }
      case 'Call':
        for (const { node: called } of this.#values.functionsOf(node.callee)) this.#enter(called);
        this.#useAll(this.#values.valuesOf(node));
        return;
      case 'WithItem':
        for (const name of ['__enter__', '__exit__', '__aenter__']) this.#want(name);
        return;
      default:
    }
  }

  #useAll(found: readonly Value[]): void {
    for (const value of found) {
      if (value.kind === 'function') this.#enter(value.node);
      if (value.kind !== 'class') continue;
      if (this.#isCalledByBase(value.node)) this.#enterMethods(value.node);
      this.#doubts.noteUsed(value.node);
      // `cart['x']`, `len(cart)`, `with cart`: which of them runs is up to what stands around it.
      for (const method of methodsOf(value.node)) if (isRunBySyntax(method)) this.#enter(method);
    }
  }

  /** `class Orders(Resource)`, whose methods Flask-RESTful calls by their names. */
  #isCalledByBase({ bases }: ClassNode, depth = 0): boolean {
    if (depth > MOST_BASES) return true;

    return bases.some(({ name, value }) => {
      // `metaclass=…`
      if (name !== undefined) return false;
      const found = this.#values.valuesOf(value);
      const mayCall = (one: Value) =>
        one.kind === 'class'
          ? this.#isCalledByBase(one.node, depth + 1)
          : one.kind !== 'name' || !quiet.test(one.name);
      return found.length === 0 || found.some(mayCall);
    });
  }

  #enterMethods({ body }: ClassNode): void {
    for (const each of body.body) if (each.type === 'Function') this.#enter(each);
  }
}

/** Bases that call no method of their own accord, or only such as code calls itself. */
const quiet = /^(?:builtins|enum|abc|typing|typing_extensions)\./;
const MOST_BASES = 8;

/** Whether a name stands for a value that is used: not one that is set here. */
function definedBy(node: AnyNode & { type: 'Name' }): boolean {
  const { parent } = node;
  if (parent?.type === 'Assign' && parent.targets.includes(node)) return false;
  if (parent?.type === 'Parameter' && parent.name === node) return false;
  const binding = bindingOf(node) ?? lookUp(node.name, scopeOf(node));

  return binding?.definitions.some(({ kind }) => kind !== 'parameter') ?? false;
}

/** `@app.get('/orders')`, and not `@tracer.capture_method`: a framework calls the function then. */
function isRegistration(decorator: AnyNode): boolean {
  const called = decorator.type === 'Call' ? decorator.callee : decorator;

  return called.type === 'Attribute' && registrations.has(called.name);
}

const registrations: ReadonlySet<string> = new Set(
  (
    'route get post put patch delete head options websocket api_route on_event exception_handler ' +
    'before_request after_request errorhandler middleware resolver batch_resolver not_found schedule ' +
    'on_sqs_message on_sns_message on_s3_event on_cw_event on_kinesis_record on_dynamodb_record ' +
    'authorizer create update task command fixture listener subscribe handler'
  ).split(' '),
);
