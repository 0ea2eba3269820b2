import type { Budget } from '../flow/index.ts';
import { withServiceOf } from './aws-clients.ts';
import { constantText } from './constant-text.ts';
import { decoratedBy } from './decorators.ts';
import { chosenBy, elementOf, inGlobals, isPutByCode, keptIn, takenBy } from './elements.ts';
import { type HandedOn, handedOnIn, isAmong } from './handed-on.ts';
import { madeBy } from './made-values.ts';
import { classField, returnsOf } from './members.ts';
import type { FoundModule, Modules } from './modules.ts';
import { narrowedSelves } from './narrowed-selves.ts';
import { type Binding, bindingOf, type Definition, type Parameter, scopeOf } from './scope.ts';
import { argumentFor, hasUnseenSites, nameOfFunction, sitesOf } from './sites.ts';
import { subclassesIn } from './subclasses.ts';
import type {
  Attribute,
  Call,
  ClassNode,
  Expression,
  FunctionNode,
  Name,
  NodeOf,
} from './syntax.ts';
import { keyOfSubscript } from './target.ts';
import {
  distinct,
  identityOf,
  named,
  partOf,
  type Site,
  type Value,
  type Values,
} from './value.ts';
import { writtenAs } from './written-as.ts';

const nothing: readonly Value[] = [];

/** In the place of what is being looked for: it is a part of itself, and adds nothing to it. */
const pending: readonly Value[] = [];
const pendingSites: readonly Site[] = [];

/** The program's values. Each expression is looked at once. */
export class Resolver implements Values {
  readonly modules: Modules;
  readonly isPython2: boolean;
  readonly #budget: Budget;
  readonly #known = new Map<Expression, readonly Value[]>();
  readonly #fields = new Map<unknown, Map<string, readonly Value[]>>();
  #subclasses: ReadonlyMap<ClassNode, readonly ClassNode[]> | undefined;
  #handed: HandedOn | undefined;
  #selves: ReadonlyMap<ClassNode, ClassNode> = new Map();
  readonly #started = new WeakSet<FunctionNode>();
  readonly #sites = new Map<FunctionNode, readonly Site[]>();
  readonly #given = new Map<Parameter['node'], readonly Value[]>();
  #depth = 0;
  #cuts = 0;

  constructor(modules: Modules, budget: Budget, { isPython2 = false } = {}) {
    this.modules = modules;
    this.isPython2 = isPython2;
    this.#budget = budget;
  }

  valuesOf(node: Expression): readonly Value[] {
    // Also of what is known: each look goes over all that it gets.
    this.#budget.spend();
    const known = this.#known.get(node);
    if (known && known !== pending) return known;
    if (known || this.#depth > MOST_DEEP) return this.#cut();

    this.#known.set(node, pending);
    this.#depth += 1;
    const values = distinct(this.#evaluate(node)).slice(0, MOST_VALUES);
    this.#depth -= 1;
    this.#known.set(node, values);
    return values;
  }

  functionsOf(node: Expression): readonly (Value & { kind: 'function' })[] {
    return this.valuesOf(node).flatMap((value) => {
      if (value.kind === 'function') return value;
      const method = value.kind === 'class' ? '__init__' : '__call__';
      if (value.kind !== 'class' && value.kind !== 'instance') return [];
      return this.fieldOf({ kind: 'instance', node: value.node }, method).flatMap((found) =>
        found.kind === 'function' ? found : [],
      );
    });
  }

  namesOf(node: Expression): readonly string[] {
    return this.valuesOf(node).flatMap((value) => (value.kind === 'name' ? value.name : []));
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

  isHandedOn(node: FunctionNode): boolean {
    this.#handed ??= handedOnIn(this.modules.files.values());
    const name = nameOfFunction(node);

    return name === undefined || isAmong(name, this.#handed) || hasUnseenSites(node, this);
  }

  isStarted(node: FunctionNode): boolean {
    return this.#started.has(node);
  }

  noteStarted(node: FunctionNode): void {
    this.#started.add(node);
  }

  subclassesOf(node: ClassNode): readonly ClassNode[] {
    this.#subclasses ??= subclassesIn(this.modules.files.values(), this);

    return this.#subclasses.get(node) ?? [];
  }

  spend(steps = 1): void {
    this.#budget.spend(steps);
  }

  writtenAs(node: Expression): Expression {
    return writtenAs(node, this.modules);
  }

  callsOf(name: string): readonly Call[] {
    return [...this.modules.files.values()].flatMap(({ calls }) => calls.get(name) ?? []);
  }

  attributesOf(name: string): readonly Attribute[] {
    return [...this.modules.files.values()].flatMap(({ attributes }) => attributes.get(name) ?? []);
  }

  written(binding: Binding, field: string): readonly Value[] {
    this.#budget.spend(1 + binding.writes.length);

    return binding.writes
      .filter(({ path }) => path.length === 1 && path[0] === field)
      .flatMap(({ value }) => this.valuesOf(value));
  }

  fieldOf(value: Value, field: string): readonly Value[] {
    const identity = identityOf(value);
    const key = `${value.kind} ${field}`;
    const fields = this.#fields.get(identity) ?? new Map<string, readonly Value[]>();
    const known = fields.get(key);
    if (known && known !== pending) return known;
    if (known || this.#depth > MOST_DEEP) return this.#cut();

    this.#budget.spend();
    this.#fields.set(identity, fields.set(key, pending));
    this.#depth += 1;
    const values = distinct(this.#field(value, field)).slice(0, MOST_VALUES);
    this.#depth -= 1;
    fields.set(key, values);
    return values;
  }

  /** What a file has under a name: its own, what it imports, or a module within it. */
  exported(of: FoundModule, name: string): readonly Value[] {
    const file = of.kind === 'file' ? this.modules.files.get(of.path) : undefined;
    const binding = file?.scope.names.get(name);
    if (binding) return this.#bound(binding);

    const submodule = this.modules.submodule(of, name);
    if (submodule) return [{ kind: 'module', of: submodule }];

    return (file?.stars ?? []).flatMap((star) => {
      const from = this.#module(of.path, star.level, star.module);
      return from.flatMap((value) => this.fieldOf(value, name));
    });
  }

  /** What Lambda calls; of an object, what runs then. What was asked before may have another answer behind it. */
  begins(path: string, name: string): readonly Value[] {
    const file = this.modules.files.get(path);
    this.#selves = narrowedSelves(file?.scope.names.get(name), this.modules.files.values(), this);
    for (const known of [this.#known, this.#fields, this.#sites, this.#given]) known.clear();

    return this.exported({ kind: 'file', path }, name).flatMap((value) => {
      const called = value.kind === 'instance' ? this.fieldOf(value, '__call__') : nothing;
      return called.length > 0 ? called : value;
    });
  }

  /** What is found on the way is not all that there is. */
  #cut(): readonly Value[] {
    this.#cuts += 1;
    return nothing;
  }

  #field(value: Value, field: string): readonly Value[] {
    switch (value.kind) {
      case 'name':
        return partOf(value.name, `.${field}`);
      case 'module':
        return this.exported(value.of, field);
      case 'class':
      case 'instance':
        return classField(this, value, field);
      case 'dict':
      case 'list':
      case 'function':
        return nothing;
    }
  }

  #evaluate(node: Expression): readonly Value[] {
    switch (node.type) {
      case 'Function':
        return [{ kind: 'function', node, taken: 0 }];
      case 'Name':
        return this.#name(node);
      case 'Attribute': {
        const own = this.valuesOf(node.object).flatMap((value) => this.fieldOf(value, node.name));
        const binding = bindingOf(node.object);
        const isKept = own.length === 0 || own.every(isPutByCode);
        return binding && isKept ? [...own, ...this.written(binding, node.name)] : own;
      }
      case 'Subscript': {
        const global = inGlobals(this, node);
        if (global.length > 0) return global;
        const own = this.valuesOf(node.object).flatMap((value) =>
          elementOf(this, value, keyOfSubscript(node.index)),
        );
        return own.length > 0 ? own : keptIn(this, node);
      }
      case 'Dict':
        return [{ kind: 'dict', node }];
      case 'List':
      case 'Tuple':
      case 'Set':
        return [{ kind: 'list', node }];
      case 'Call':
        return this.#called(node);
      case 'Await':
      case 'NamedValue':
        return this.valuesOf(node.value);
      case 'Conditional':
        return [...this.valuesOf(node.yes), ...this.valuesOf(node.no)];
      case 'Binary':
        return this.#combined(node);
      default:
        return nothing;
    }
  }

  #combined({ operator, left, right }: NodeOf<'Binary'>): readonly Value[] {
    if (operator === 'or' || operator === 'and') {
      return [...this.valuesOf(left), ...this.valuesOf(right)];
    }
    // A path below a path.
    const isPath = (value: Value) => value.kind === 'name' && value.name.startsWith('pathlib.');
    return operator === '/' ? this.valuesOf(left).filter(isPath) : nothing;
  }

  #name(node: Name): readonly Value[] {
    const binding = bindingOf(node);
    if (binding) return this.#bound(binding);

    const { file } = scopeOf(node);
    const stars = this.modules.files.get(file)?.stars ?? [];
    const imported = stars.flatMap((star) =>
      this.#module(file, star.level, star.module).flatMap((value) =>
        value.kind === 'name' ? nothing : this.fieldOf(value, node.name),
      ),
    );
    return imported.length > 0 ? imported : [named(`builtins.${node.name}`)];
  }

  #bound(binding: Binding): readonly Value[] {
    const found = binding.definitions.flatMap((each) => this.#defined(binding, each));

    return found.length > 0 ? found : this.#annotated(binding);
  }

  /** `name: Repository`: of a class of the archive, or of what is not in it. */
  #annotated({ annotation }: Binding): readonly Value[] {
    if (!annotation) return nothing;

    return this.valuesOf(annotation).flatMap((value) => {
      if (value.kind === 'class') return { kind: 'instance', node: value.node };
      const isType = value.kind === 'name' && !value.name.startsWith('builtins.');
      return isType ? partOf(value.name, '()') : [];
    });
  }

  #defined({ scope }: Binding, definition: Definition): readonly Value[] {
    switch (definition.kind) {
      case 'value':
        return takenBy(this, this.valuesOf(definition.node), definition.path);
      case 'function':
        return [{ kind: 'function', node: definition.node, taken: 0 }];
      case 'class':
        return [definition];
      case 'module':
        return this.#module(scope.file, 0, definition.module);
      case 'import':
        return this.#imported(scope.file, definition);
      case 'parameter':
        return this.#parameter(definition);
      case 'exception':
        return nothing;
    }
  }

  #imported(
    file: string,
    { level, from, name }: Definition & { readonly kind: 'import' },
  ): readonly Value[] {
    return this.#module(file, level, from).flatMap((value) => this.fieldOf(value, name));
  }

  #module(file: string, level: number, module: string): readonly Value[] {
    const of = this.modules.resolve(file, level, module);

    return of ? [{ kind: 'module', of }] : [named(module)];
  }

  /** `self`, or what callers give. */
  #parameter({ of, index, node }: Definition & { readonly kind: 'parameter' }): readonly Value[] {
    const around = index === 0 ? scopeOf(of).class : undefined;
    if (around) {
      const owner = this.#selves.get(around) ?? around;
      const decorators = of.decorators.flatMap((each) => (each.type === 'Name' ? each.name : []));
      if (decorators.includes('classmethod')) return [{ kind: 'class', node: owner }];
      if (!decorators.includes('staticmethod')) return [{ kind: 'instance', node: owner }];
    }
    if (node.spread !== '') return nothing;
    const decorated = index === 0 ? decoratedBy(of) : nothing;
    if (decorated.length > 0) return decorated;

    return this.#givenTo(of, index, node);
  }

  /** Each read of a parameter asks what all callers give: once is enough, unless something is left out. */
  #givenTo(of: FunctionNode, index: number, parameter: Parameter['node']): readonly Value[] {
    const known = this.#given.get(parameter);
    if (known) return known;

    const before = this.#cuts;
    const given = this.sitesOf(of).flatMap((site) => argumentFor(site, of, index) ?? []);
    const values = distinct(given.flatMap((each) => this.valuesOf(each))).slice(0, MOST_VALUES);
    if (this.#cuts === before) this.#given.set(parameter, values);
    return values;
  }

  #called(call: Call): readonly Value[] {
    const chosen = chosenBy(this, call);
    if (chosen.length > 0) return chosen;

    return this.valuesOf(call.callee).flatMap((value): readonly Value[] => {
      switch (value.kind) {
        case 'function':
          return this.#returned(value, call);
        case 'class':
          return [{ kind: 'instance', node: value.node }];
        case 'instance':
          return this.fieldOf(value, '__call__').flatMap((method) =>
            method.kind === 'function' ? this.#returned(method, call) : nothing,
          );
        case 'name':
          return this.#calledName(value.name, call);
        default:
          return nothing;
      }
    });
  }

  #returned({ node, taken }: Value & { readonly kind: 'function' }, call: Call): readonly Value[] {
    const made = returnsOf(node).flatMap((result) => this.valuesOf(result));

    return withServiceOf(made, { of: node, site: { node: call, taken } });
  }

  #calledName(name: string, call: Call): readonly Value[] {
    if (!importers.has(name)) return madeBy(this, name, call);
    const module = constantText(call.arguments[0]?.value);

    return module === undefined ? nothing : this.#module(scopeOf(call).file, 0, module);
  }
}

const importers: ReadonlySet<string> = new Set(['builtins.__import__', 'importlib.import_module']);

/** Deeper is not looked: a chain of fifty thousand calls would need as many frames. */
const MOST_DEEP = 100;

/** What may be more things than these is nothing in particular. */
const MOST_VALUES = 32;
