import { anyField, type Budget, type FieldPath } from '../flow/index.ts';
import { answeringName } from './answers.ts';
import { moduleParameters, takersFor, takersIn } from './bundled-modules.ts';
import { loadedModule, resultsOf } from './call-results.ts';
import { awaitedAt } from './compiled-steps.ts';
import { bundledExports, exportsOf, wholeExports } from './exports.ts';
import { frameworkOf, pluginMethods } from './frameworks.ts';
import { Importers } from './importers.ts';
import { injectedInto } from './injected.ts';
import {
  classField,
  constantIn,
  constructorsOf,
  enclosingClass,
  givenField,
  instanceOf,
  objectField,
  ownerOf,
  returnsOf,
} from './members.ts';
import type { Modules } from './modules.ts';
import { isOfOtherSystem } from './platform.ts';
import type { Route } from './route.ts';
import {
  type Binding,
  bindingOf,
  type Definition,
  everything,
  type Parameter,
  type Write,
} from './scope.ts';
import { constructedBy, givenTo, sitesOf } from './sites.ts';
import {
  type AnyNode,
  type CallNode,
  type ClassNode,
  type FunctionNode,
  fieldRead,
  isClass,
  isFunction,
  type NodeOf,
} from './syntax.ts';
import { usesOf, writesTo } from './uses.ts';
import {
  distinct,
  type ExpressionReader,
  elementsOf,
  fieldName,
  identityOf,
  madeBy,
  moduleName,
  named,
  type Site,
  type Value,
  type Values,
} from './value.ts';

const nothing: readonly Value[] = [];

/** In the place of what is being looked for: it is a part of itself, and adds nothing to it. */
const pending: readonly Value[] = [];
const pendingSites: readonly Site[] = [];

/** The program's values. Each expression is looked at once. */
export class Resolver implements Values {
  readonly #modules: Modules;
  readonly #budget: Budget;
  readonly #known = new Map<AnyNode, readonly Value[]>();
  readonly #fields = new Map<unknown, Map<string, readonly Value[]>>();
  readonly #sites = new Map<FunctionNode, readonly Site[]>();
  readonly #parameters = new Map<Parameter, readonly Value[]>();
  readonly #calls = new Map<string, readonly CallNode[]>();
  readonly #importers: Importers;
  readonly #routes: ReadonlyMap<FunctionNode, Route>;
  readonly #read: ExpressionReader;
  #takers: readonly FunctionNode[] | undefined;
  #depth = 0;
  #cuts = 0;

  constructor(
    modules: Modules,
    budget: Budget,
    routes: readonly Route[] = [],
    read: ExpressionReader = () => undefined,
  ) {
    this.#modules = modules;
    this.#budget = budget;
    this.#importers = new Importers(modules);
    this.#routes = new Map(routes.map((route) => [route.of, route]));
    this.#read = read;
  }

  valuesOf(node: AnyNode): readonly Value[] {
    // Also of what is known: each look goes over all that it gets.
    this.#budget.spend();
    const known = this.#known.get(node);
    if (known && known !== pending) return known;
    if (known || this.#depth > maxDepth) return this.#cut();

    this.#known.set(node, pending);
    this.#depth += 1;
    const values = someOf(this.#read(node, this) ?? this.#evaluate(node));
    this.#depth -= 1;
    this.#known.set(node, values);
    return values;
  }

  functionsOf(node: AnyNode): readonly FunctionNode[] {
    const own: FunctionNode[] = [];
    const wrapped: FunctionNode[] = [];
    for (const value of this.valuesOf(node)) {
      if (value.kind === 'function') own.push(value.node);
      else if (value.kind === 'class') own.push(...constructorsOf(this, value.node));
      else if (value.kind === 'wrapped') wrapped.push(value.node);
    }

    return own.length > 0 ? own : wrapped;
  }

  namesOf(node: AnyNode): readonly string[] {
    const names: string[] = [];
    for (const value of this.valuesOf(node)) if (value.kind === 'name') names.push(value.name);

    return names;
  }

  sitesOf(node: FunctionNode): readonly Site[] {
    const known = this.#sites.get(node);
    if (known === pendingSites) this.#cut();
    if (known) return known;

    this.#sites.set(node, pendingSites);
    const sites = sitesOf(node, this);
    this.#sites.set(node, sites);
    return sites;
  }

  importsOf(node: FunctionNode | ClassNode): readonly AnyNode[] {
    return this.#importers.of(node);
  }

  majorOf(name: string): number | undefined {
    return this.#modules.majorOf(name);
  }

  callsOf(name: string): readonly CallNode[] {
    const known = this.#calls.get(name);
    if (known) return known;

    const calls = [...this.#modules.files.values()].flatMap((file) => file.calls.get(name) ?? []);
    this.#calls.set(name, calls);
    return calls;
  }

  written(binding: Binding, path: FieldPath): readonly Value[] {
    const { names } = usesOf(binding);

    return names.length === 1
      ? this.#writtenTo(binding, path)
      : names.flatMap((name) => this.#writtenTo(name, path));
  }

  #writtenTo(binding: Binding, path: FieldPath): readonly Value[] {
    const uses = usesOf(binding);
    const writes = writesTo(uses, path);
    const [first, second] = path;
    if (first === undefined) return writes.flatMap((write) => this.#assigned(write, path));
    const field = second ?? first;
    const given = second === undefined ? uses.given : (uses.fieldsGiven.get(first) ?? []);

    this.#budget.spend(1 + writes.length + given.length);
    if (writes.length + given.length === 0) return nothing;
    return [
      ...writes.flatMap((write) => this.#assigned(write, path)),
      ...given.flatMap((use) => givenField(this, use, field)),
    ];
  }

  /** What a write puts there; `for (const name in all) object[name] = all[name]` puts all there. */
  #assigned({ path: written, value }: Write, path: FieldPath): readonly Value[] {
    if (written.length !== path.length) return nothing;
    if (written.every((field, index) => field === path[index])) return this.valuesOf(value);

    const last = path.at(-1);
    const isCopy =
      last !== undefined &&
      written.at(-1) === anyField &&
      written.every((field, index) => field === path[index] || index === path.length - 1) &&
      value.type === 'MemberExpression' &&
      fieldRead(value) === undefined;
    return isCopy ? this.#take(this.valuesOf(value.object), [last]) : nothing;
  }

  fieldOf(value: Value, field: string): readonly Value[] {
    const identity = identityOf(value);
    const key = `${value.kind} ${field}`;
    const fields = this.#fields.get(identity) ?? new Map<string, readonly Value[]>();
    const known = fields.get(key);
    if (known && known !== pending) return known;
    if (known || this.#depth > maxDepth) return this.#cut();

    this.#budget.spend();
    this.#fields.set(identity, fields.set(key, pending));
    this.#depth += 1;
    const values = someOf(this.#field(value, field));
    this.#depth -= 1;
    fields.set(key, values);
    return values;
  }

  /** What is found on the way is not all that there is. */
  #cut(): readonly Value[] {
    this.#cuts += 1;
    return nothing;
  }

  #field(value: Value, field: string): readonly Value[] {
    switch (value.kind) {
      case 'name':
        return [named(fieldName(value.name, field))];
      case 'exports':
        return this.#exported(value.of, field);
      case 'object': {
        const own = objectField(this, value.node, field);
        return own.length === 0 && field === 'constructor' ? [named('Object')] : own;
      }
      case 'function':
      case 'class':
        if (field === 'prototype') return [{ kind: 'prototype', node: value.node }];
        // The constructor of every function makes functions of text.
        if (field === 'constructor') return [named('Function')];
        return classField(this, value.node, field, true);
      case 'instance':
      case 'prototype':
        if (field === 'constructor')
          return [
            isClass(value.node)
              ? { kind: 'class', node: value.node }
              : { kind: 'function', node: value.node },
          ];
        return classField(this, value.node, field, false);
      case 'made':
        return [value];
      case 'product':
        return [{ kind: 'made', name: value.name }];
      case 'list':
        return this.#all(...elementsOf(value.node, field));
      case 'getters':
        return objectField(this, value.node, field).flatMap((getter) =>
          getter.kind === 'function'
            ? returnsOf(getter.node).flatMap((result) => this.valuesOf(result))
            : nothing,
        );
      case 'wrapped':
      case 'text':
        return nothing;
    }
  }

  #exported(of: string | FunctionNode, field: string): readonly Value[] {
    const values =
      typeof of === 'string'
        ? exportsOf(this, this.#modules, of, field)
        : bundledExports(this, of, field);

    // Of a CommonJS module, the default is all of it.
    return values.length === 0 && field === 'default'
      ? [{ kind: 'exports', of }, ...this.#whole(of)]
      : values;
  }

  #whole(of: string | FunctionNode): readonly Value[] {
    const module =
      typeof of === 'string'
        ? this.#modules.files.get(of)?.scope.names.get('module')
        : moduleParameters(of).module;

    return wholeExports(this, module);
  }

  #evaluate(node: AnyNode): readonly Value[] {
    if (isFunction(node)) return [{ kind: 'function', node }];
    if (isClass(node)) return [{ kind: 'class', node }];

    switch (node.type) {
      case 'Identifier':
      case 'ThisExpression':
        return this.#bound(node);
      case 'Super':
        return this.#all(enclosingClass(node)?.superClass);
      case 'MemberExpression':
        return this.#member(node);
      case 'ObjectExpression':
        return [{ kind: 'object', node }];
      case 'NewExpression':
        return this.valuesOf(node.callee).flatMap((made): readonly Value[] =>
          made.kind === 'class' || made.kind === 'function'
            ? [{ ...made, kind: 'instance' }]
            : madeBy(made, node),
        );
      case 'CallExpression':
        return resultsOf(this, this.#modules, node);
      case 'ImportExpression':
        return loadedModule(this, this.#modules, node.source);
      case 'AssignmentExpression':
        return this.valuesOf(node.right);
      case 'AwaitExpression':
        return this.valuesOf(node.argument);
      case 'YieldExpression':
        // Of an async function that a compiler has made a generator.
        return node.delegate ? nothing : this.#all(node.argument);
      case 'ChainExpression':
      case 'ParenthesizedExpression':
        return this.valuesOf(node.expression);
      case 'SequenceExpression':
        return this.#all(node.expressions.at(-1));
      case 'ConditionalExpression':
        return this.#all(node.consequent, node.alternate);
      case 'LogicalExpression':
        return this.#all(node.left, node.right);
      default:
        return nothing;
    }
  }

  #all(...nodes: readonly (AnyNode | null | undefined)[]): readonly Value[] {
    const [only] = nodes;
    if (nodes.length === 1) return only ? this.valuesOf(only) : nothing;

    return nodes.flatMap((node) => (node ? this.valuesOf(node) : nothing));
  }

  #bound(node: NodeOf<'Identifier' | 'ThisExpression'>): readonly Value[] {
    const binding = bindingOf(node);
    if (!binding) return node.type === 'Identifier' ? [named(node.name)] : nothing;

    const { name, scope } = binding;
    const isTop = scope.up === undefined;
    if (name === 'this' && binding.definitions.length === 0) {
      const owner = scope.function && ownerOf(scope.function);
      return owner ? [owner] : nothing;
    }
    const own: readonly Value[] =
      isTop && name === 'exports' ? [{ kind: 'exports', of: scope.file }] : nothing;

    const definitions = this.#thatRun(binding.definitions);
    const [only] = definitions;
    // As most names are.
    if (only && definitions.length === 1 && own.length === 0) {
      return this.#defined(scope.file, only);
    }

    return [...own, ...definitions.flatMap((definition) => this.#defined(scope.file, definition))];
  }

  /** Of several, not what is put there on another system. */
  #thatRun(definitions: readonly Definition[]): readonly Definition[] {
    if (definitions.length < 2) return definitions;

    return definitions.filter(
      (definition) => definition.kind !== 'value' || !isOfOtherSystem(definition.node, this),
    );
  }

  #defined(file: string, definition: Definition): readonly Value[] {
    switch (definition.kind) {
      case 'value':
        return this.#take(this.valuesOf(definition.node), definition.path);
      case 'import':
        return this.#imported(file, definition.from, definition.name);
      case 'parameter':
        return this.#take(this.#givenTo(definition), definition.path);
      case 'this': {
        const isStatic = definition.of.type === 'StaticBlock' || definition.of.static;
        const owner = instanceOf(definition.of, isStatic);
        return owner ? [owner] : nothing;
      }
      default:
        return [definition];
    }
  }

  /** Each read of a parameter asks what all callers give: once is enough, unless something is left out. */
  #givenTo(parameter: Parameter): readonly Value[] {
    const known = this.#parameters.get(parameter);
    if (known) return known;

    const before = this.#cuts;
    const given = someOf(this.#given(parameter));
    if (this.#cuts === before) this.#parameters.set(parameter, given);
    return given;
  }

  /** What a function may get at an index: from its callers, a framework or a container. */
  #given({ of, index }: Parameter): readonly Value[] {
    const route = this.#routes.get(of);
    const role = route?.parameters[index]?.role;
    if (route && role !== undefined && role !== 'request' && role !== 'other') {
      return [named(answeringName(route.framework, role))];
    }
    const given = this.sitesOf(of).flatMap((site) => [
      ...this.#all(givenTo(site, index)),
      ...(index === 0 ? this.#pluggedInto(site) : nothing),
    ]);
    if (given.length > 0) return given;
    const parameter = of.params[index];
    const otherwise = parameter?.type === 'AssignmentPattern' ? this.valuesOf(parameter.right) : [];
    if (otherwise.length > 0) return otherwise;

    const owner = constructedBy(of);
    if (owner) return injectedInto(this, owner, index);
    if (index !== 2) return nothing;
    this.#takers ??= takersIn(this.#modules.files.values());
    return takersFor(of, this.#takers).map((node) => ({ kind: 'function', node }));
  }

  /** Of a plugin, `application.register(plugin)`: the application. */
  #pluggedInto({ call: { callee }, isCallback }: Site): readonly Value[] {
    if (!isCallback || callee.type !== 'MemberExpression') return nothing;
    if (!pluginMethods.has(fieldRead(callee) ?? '')) return nothing;

    return this.valuesOf(callee.object).filter(
      (value) => value.kind === 'made' && frameworkOf(value.name) !== undefined,
    );
  }

  #take(values: readonly Value[], path: FieldPath): readonly Value[] {
    if (path.length === 0 || values.length === 0) return values;

    return path.reduce(
      (taken, field) => taken.flatMap((value) => this.fieldOf(value, field)),
      values,
    );
  }

  #imported(file: string, from: string, name: string): readonly Value[] {
    const files = this.#modules.resolve(file, from);
    const whole = files.map(({ path }): Value => ({ kind: 'exports', of: path }));
    const all = whole.length > 0 ? whole : [named(moduleName(from))];

    return name === everything ? all : all.flatMap((value) => this.fieldOf(value, name));
  }

  #member(node: NodeOf<'MemberExpression'>): readonly Value[] {
    const { object } = node;
    const field = fieldRead(node) ?? constantIn(node.property);
    const binding = bindingOf(object);

    if (field === undefined) {
      // A table of functions, any of which may be called.
      return this.valuesOf(object).flatMap((value) =>
        value.kind === 'object'
          ? value.node.properties.flatMap((property) =>
              property.type === 'Property' ? this.valuesOf(property.value) : nothing,
            )
          : madeBy(value),
      );
    }
    if (binding?.name === 'module' && !binding.scope.up && field === 'exports') {
      return [{ kind: 'exports', of: binding.scope.file }];
    }
    if (binding?.name === 'module' && !binding.scope.up && field === 'require') {
      return [named('require')];
    }
    const awaited = field === 'v' || field === 'sent' ? awaitedAt(node) : [];
    if (awaited.length > 0) return this.#all(...awaited);
    const seen = [
      ...this.valuesOf(object).flatMap((value) => this.fieldOf(value, field)),
      ...(binding ? this.written(binding, [field]) : nothing),
    ];
    // Whatever it is that was made: what made that is a function.
    return seen.length === 0 && field === 'constructor' ? [named('constructor')] : seen;
  }
}

/** Deeper is not looked: a chain of fifty thousand calls would need as many frames. */
const maxDepth = 100;

/** What may be more things than these is nothing in particular. */
const maxValues = 32;

/** One of each, and no more than that. Most are one, and lists of one are as they were. */
function someOf(values: readonly Value[]): readonly Value[] {
  const each = distinct(values);

  return each.length > maxValues ? each.slice(0, maxValues) : each;
}
