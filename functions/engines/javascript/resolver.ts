import { anyField, type Budget, type FieldPath } from '../flow/index.ts';
import { evaluate, type Program } from './evaluate.ts';
import { fieldValues } from './field-values.ts';
import { GivenValues } from './given-values.ts';
import { Importers } from './importers.ts';
import { constructorsOf, givenField } from './members.ts';
import type { Modules } from './modules.ts';
import type { Route } from './route.ts';
import type { Binding, Write } from './scope.ts';
import { sitesOf } from './sites.ts';
import {
  type AnyNode,
  type CallNode,
  type ClassNode,
  constantText,
  type FunctionNode,
  fieldRead,
} from './syntax.ts';
import { usesOf, writesTo } from './uses.ts';
import {
  type ExpressionReader,
  fieldsAlong,
  identityOf,
  type Site,
  someOf,
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
  readonly #calls = new Map<string, readonly CallNode[]>();
  readonly #importers: Importers;
  readonly #program: Program;
  readonly #read: ExpressionReader;
  #texts: Resolver | undefined;
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
    const given = new GivenValues(this, modules, routes, () => this.#cuts);
    this.#program = { values: this, modules, givenTo: (parameter) => given.of(parameter) };
    this.#read = read;
  }

  shownTexts(node: AnyNode): readonly string[] {
    // Few ask for them: texts are no values for those who ask what is called.
    this.#texts ??= new Resolver(this.#modules, this.#budget, [], readText);

    const values = this.#texts.valuesOf(node);
    const texts = values.flatMap((value) =>
      value.kind === 'text' ? (constantText(value.node) ?? '') : '',
    );
    return texts.includes('') ? [] : texts;
  }

  valuesOf(node: AnyNode): readonly Value[] {
    // Also of what is known: each look goes over all that it gets.
    this.#budget.spend();
    const known = this.#known.get(node);
    if (known && known !== pending) return known;
    if (known || this.#depth > maxDepth) return this.#cut();

    this.#known.set(node, pending);
    this.#depth += 1;
    const values = someOf(this.#read(node, this) ?? evaluate(node, this.#program));
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
      else if (value.kind === 'wrapped' && !wrapped.includes(value.node)) wrapped.push(value.node);
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
    return isCopy ? fieldsAlong(this, this.valuesOf(value.object), [last]) : nothing;
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
    const values = someOf(fieldValues(this, this.#modules, value, field));
    this.#depth -= 1;
    fields.set(key, values);
    return values;
  }

  /** What is found on the way is not all that there is. */
  #cut(): readonly Value[] {
    this.#cuts += 1;
    return nothing;
  }
}

/** Deeper is not looked: a chain of fifty thousand calls would need as many frames. */
const maxDepth = 100;

function readText(node: AnyNode): readonly Value[] | undefined {
  return constantText(node) === undefined ? undefined : [{ kind: 'text', node }];
}
