import type { WeaknessKind } from '../../core/weakness.ts';
import {
  type Budget,
  isInFunction,
  type Overwrites,
  Queue,
  Reached,
  ReadsByField,
  shownName,
} from '../flow/index.ts';
import {
  addCaller,
  addThrough,
  type Caller,
  type Entry,
  type Exit,
  entryAt,
  type Fact,
  type Note,
  newEntry,
} from './entry.ts';
import { anyField, anyKey, type FieldPath, keyOf, under, withinAll } from './field-path.ts';
import { fieldTaken } from './field-taken.ts';
import { isGraver } from './gravity.ts';
import { has, type Kinds, mediumAtMost, noKinds, ofAllKinds, others } from './kinds.ts';
import { optionsLeft } from './options.ts';
import { withOtherNames } from './other-names.ts';
import { isInOtherBranch, isOfEarlierTurn, isTooLate, overwritesOf } from './overwritten.ts';
import type { ResponseForm } from './response-form.ts';
import { type Binding, bindingOf, lookUp, scopeOf, type Write } from './scope.ts';
import { noteSent } from './sent-values.ts';
import type { Hit, Sink } from './sink.ts';
import { nameOfFunction } from './sites.ts';
import type { AnyNode, Call, Expression, FunctionNode, Name } from './syntax.ts';
import { baseOf, targetsOf } from './target.ts';
import type { Site, Values } from './value.ts';

/** An exit that is still to be passed on to a caller. */
interface Arrival {
  readonly of: FunctionNode;
  readonly exit: Exit;
  readonly caller: Caller;
}

/** A parameter that a framework fills with what another function returns. */
export interface Supply {
  readonly of: FunctionNode;
  readonly index: number;
}

/** How it is passed on, for each kind of expression that holds it. */
type Step = (flow: Flow, fact: Fact) => void;

/**
 * Follows the event forwards, from each expression that holds it to those it then reaches. Nothing
 * else is visited, and nothing twice for one way into a function.
 */
export class Flow {
  readonly values: Values;
  /** By the place of the sink and its kind. */
  readonly hits = new Map<AnyNode, Map<WeaknessKind, Hit>>();
  /** Calls by which the event goes where it is not followed. */
  readonly lost = new Set<Call>();
  /** By the functions that Lambda or a framework calls: what is made of what they return. */
  readonly responses = new Map<FunctionNode, ResponseForm>();
  /** Functions that a framework calls for one path alone: that of the request says nothing new. */
  readonly ofOnePath = new Set<FunctionNode>();
  /** Expressions that someone asks about, and how the event comes to them. */
  readonly watched = new Map<AnyNode, Fact[]>();
  readonly #budget: Budget;
  readonly #overwrites: Overwrites<AnyNode, Name, Write>;
  readonly #reads: ReadsByField<Name>;
  readonly #anywhere: Entry = newEntry(undefined);
  readonly #entries = new Map<FunctionNode, Map<string, Entry>>();
  readonly #reached = new Reached<AnyNode, Entry>(ofAllKinds);
  readonly #filled = new Reached<AnyNode, Entry>(ofAllKinds);
  readonly #supplies = new Map<FunctionNode, Supply[]>();
  /** The oldest first: then the first way to a place is one of the shortest. */
  readonly #pending = new Queue<Fact>();
  readonly #arrivals: Arrival[] = [];

  constructor(values: Values, budget: Budget) {
    this.values = values;
    this.#budget = budget;
    this.#overwrites = overwritesOf(budget);
    this.#reads = new ReadsByField((read) => fieldTaken(read, values));
  }

  /** The event is what a function is given for a parameter. */
  start(of: FunctionNode, index: number, safe: Kinds): void {
    const isList = of.parameters[index]?.spread === '*';
    this.values.noteStarted(of);
    noteSent(of, index, this.values);
    this.#enter(of, index, isList ? ['0'] : [], safe, undefined);
  }

  /** What the function returns becomes a response of that form; what was said first counts. */
  answers(of: FunctionNode, form: ResponseForm): void {
    if (!this.responses.has(of)) this.responses.set(of, form);
  }

  /** A framework calls one function for a parameter of another. */
  supplies(of: FunctionNode, supply: Supply): void {
    this.#supplies.set(of, [...(this.#supplies.get(of) ?? []), supply]);
  }

  /** Whether the event came to a function by one of its parameters. */
  isEntered(of: FunctionNode): boolean {
    return this.#entries.has(of);
  }

  /** The event, or what a caller sent, is the value of an expression. */
  begin(node: Expression, safe: Kinds, note: Note, path: FieldPath = []): void {
    this.#reach({ node, path, safe, entry: this.#anywhere, from: undefined, note });
  }

  /** What a name holds is what a caller sent, or the details of an error. */
  beginAt(binding: Binding, safe: Kinds, note: Note): void {
    for (const read of binding.reads) this.begin(read, safe, note);
  }

  run(step: Step): void {
    for (;;) {
      const arrival = this.#arrivals.pop();
      const fact = arrival ? undefined : this.#pending.take();

      if (arrival) this.#arrive(arrival);
      else if (fact) step(this, fact);
      else return;
    }
  }

  /** It reaches an expression, following from `fact`. */
  reach(
    node: Expression,
    path: FieldPath | undefined,
    fact: Fact,
    safe: Kinds = fact.safe,
    note?: Note,
  ): void {
    if (path) this.#reach({ node, path, safe, entry: fact.entry, from: fact, note });
  }

  /** It becomes the value of what a target stands for. */
  assign(target: Expression, path: FieldPath | undefined, fact: Fact, at: AnyNode): void {
    if (path) this.#assign(target, path, fact, at, takes);
  }

  /** A name takes it. */
  bind(name: Name, path: FieldPath | undefined, fact: Fact, at: AnyNode): void {
    const binding = bindingOf(name);

    if (binding && path) this.#bind(binding, path, fact, { text: takes(binding), node: at });
  }

  /** It is put into an object that goes by other names too. */
  put(object: Expression, path: FieldPath | undefined, fact: Fact, at: AnyNode): void {
    const base = baseOf(object);
    const binding = base && bindingOf(base.node);
    const place = path && this.#filled.add(object, path, fact.entry, others(fact.safe));
    if (!place || !binding) return;

    const held = this.#fieldsOf(object, base.path).reduceRight<FieldPath>(
      (inner, field) => under(field, inner),
      place.path,
    );

    for (const each of withOtherNames(binding)) this.#hold(each, held, fact, at);
  }

  /** A name stands for what it was put into; where it is a parameter, the caller's does as well. */
  #hold(binding: Binding, path: FieldPath, fact: Fact, at: AnyNode): void {
    const index = parameterIndex(binding);

    this.#bind(binding, path, fact, { text: takes(binding), node: at });
    if (binding.scope.function && index !== undefined) {
      this.#leave(binding.scope.function, { slot: index, path, safe: fact.safe }, fact);
    }
  }

  /** `table[key]` is no element of a list. */
  #fieldsOf(object: Expression, path: FieldPath): FieldPath {
    if (object.type !== 'Subscript' || path.at(-1) !== anyField) return path;
    const held = this.values.valuesOf(object.object);
    const isTable = held.length > 0 && held.every(({ kind }) => kind === 'dict');

    return isTable ? [...path.slice(0, -1), anyKey] : path;
  }

  /** It is given to a function for the parameter at an index. */
  enter(to: FunctionNode, index: number, path: FieldPath, safe: Kinds, caller: Caller): void {
    this.#enter(to, index, path, safe, caller);
  }

  /** It is in what a function returns. */
  leave(of: FunctionNode, path: FieldPath | undefined, fact: Fact): void {
    if (path) this.#leave(of, { slot: 'result', path, safe: fact.safe }, fact);
  }

  /** It goes where the callers of a function say: it is looked at again when there is another one. */
  follows(fact: Fact): void {
    addThrough(fact.entry, fact);
  }

  report(at: AnyNode, sink: Sink, fact: Fact): void {
    if (has(fact.safe, sink.by ?? sink.kind)) return;
    const known = this.hits.get(at) ?? new Map<WeaknessKind, Hit>();

    const before = known.get(sink.kind);
    if (before && !isGraver(sink, before.sink)) return;
    this.hits.set(at, known.set(sink.kind, { sink, fact }));
  }

  #again(fact: Fact): void {
    this.#budget.spend();
    this.#pending.add(fact);
  }

  #reach(fact: Fact): void {
    this.#budget.spend();
    const added = this.#reached.add(fact.node, fact.path, fact.entry, others(fact.safe));

    if (!added) return;
    this.watched.get(fact.node)?.push(fact);
    // Where fields are no longer kept apart, it may be in another one.
    const isSure = keyOf(added.path) === keyOf(fact.path);
    const safe = others(added.harms) | (isSure ? noKinds : mediumAtMost);
    this.#pending.add({ ...fact, path: added.path, safe });
  }

  #assign(
    target: Expression,
    path: FieldPath,
    fact: Fact,
    at: AnyNode,
    describe: (binding: Binding) => string,
  ): void {
    for (const part of targetsOf(target)) {
      const rest = withinAll(path, part.path);
      if (!rest) continue;
      const binding = bindingOf(part.node);
      if (binding) this.#bind(binding, rest, fact, { text: describe(binding), node: at });
      else this.put(part.node, rest, fact, at);
    }
  }

  #bind(binding: Binding, path: FieldPath, fact: Fact, note: Note): void {
    for (const read of this.#reads.of(binding, path)) {
      this.#budget.spend();
      if (this.#overwrites.isOverwritten(binding.writes, path, note.node, read)) continue;
      if (isTooLate(note.node, read) || isInOtherBranch(binding, note.node, read)) continue;
      if (isOfEarlierTurn(binding.loops, note.node, read)) continue;
      const entry = this.#entryAt(fact, read);
      this.#reach({ node: read, path, safe: fact.safe, entry, from: fact, note });
    }
  }

  #enter(
    to: FunctionNode,
    index: number,
    path: FieldPath,
    safe: Kinds,
    caller: Caller | undefined,
    from: Fact | undefined = caller?.fact,
  ): void {
    const entries = this.#entries.get(to) ?? new Map<string, Entry>();
    const options = caller && optionsLeft(caller.site, to, caller.fact.entry.options, this.values);
    const key = `${index} ${safe} ${options?.left} ${options?.given}\0${keyOf(path)}`;
    const { entry, isNew } = entryAt(entries, to, key, options);

    this.#budget.spend();
    this.#entries.set(to, entries);
    if (caller && addCaller(entry, caller)) {
      for (const exit of entry.exits.get(to)?.values() ?? []) this.#comeOut(to, exit, caller);
      for (const facts of entry.through.values()) for (const each of facts) this.#again(each);
    }
    if (isNew) this.#fill(to, index, path, safe, entry, from);
  }

  #fill(
    to: FunctionNode,
    index: number,
    path: FieldPath,
    safe: Kinds,
    entry: Entry,
    from: Fact | undefined,
  ): void {
    const parameter = to.parameters[index];
    const binding = parameter && lookUp(parameter.name.name, scopeOf(parameter));
    if (!parameter || !binding) return;

    const text = from
      ? `${shownFunction(to)} gets it as ${shownName(binding.name)}`
      : `${shownName(binding.name)} is what the handler is given`;
    this.#bind(
      binding,
      path,
      { node: parameter.name, path, safe, entry, from },
      {
        text,
        node: parameter,
      },
    );
  }

  #leave(of: FunctionNode, exit: Exit, fact: Fact): void {
    const { entry } = fact;
    const exits = entry.exits.get(of) ?? new Map<string, Exit>();
    const key = `${exit.slot}\0${keyOf(exit.path)}`;
    const known = exits.get(key);
    const safe = known ? known.safe & exit.safe : exit.safe;
    if (known?.safe === safe) return;

    entry.exits.set(of, exits.set(key, { ...exit, safe }));
    const callers =
      entry.of === of ? [...entry.callers.values()].flat() : this.#callersOf(of, fact);
    for (const caller of callers) this.#comeOut(of, { ...exit, safe }, caller);
    if (exit.slot !== 'result') return;
    for (const supply of this.#supplies.get(of) ?? []) {
      this.#enter(supply.of, supply.index, exit.path, safe, undefined, fact);
    }
  }

  /** All that may call it: by which of them the event came is not known. */
  #callersOf(of: FunctionNode, fact: Fact): readonly Caller[] {
    return this.values.sitesOf(of).map((site) => {
      const entry = this.#entryAt(fact, site.node);
      return { site, fact: { ...fact, entry } };
    });
  }

  #comeOut(of: FunctionNode, exit: Exit, caller: Caller): void {
    this.#budget.spend();
    this.#arrivals.push({ of, exit, caller });
  }

  /** What left a function arrives where it was called. */
  #arrive({ of, exit, caller: { site, fact } }: Arrival): void {
    const { slot, path, safe } = exit;
    const left = { ...fact, safe };

    if (slot === 'result') {
      const note = { text: `${shownFunction(of)} returns it`, node: site.node };
      this.reach(site.node, path, left, safe, note);
    } else if (slot < site.taken) {
      this.#arriveInReceiver(of, site, path, left);
    } else {
      const argument = givenTo(site, of, slot);
      if (argument) this.put(argument, path, left, site.node);
    }
  }

  /** `self` of a method is the object before the dot; that of a constructor is what it makes. */
  #arriveInReceiver(of: FunctionNode, { node }: Site, path: FieldPath, fact: Fact): void {
    if (node.type === 'Attribute') {
      this.put(node.object, path, fact, node);
      return;
    }
    const { callee } = node;
    const isMethod = callee.type === 'Attribute';
    const self = isMethod && callee.object.type === 'Call' ? selfAround(node) : undefined;

    if (self) this.#bindSelf(self, path, fact, node);
    else if (isMethod && callee.name === of.name?.name) this.put(callee.object, path, fact, node);
    else this.reach(node, path, fact);
  }

  /** `super().__init__(…)` fills the `self` around it. */
  #bindSelf(self: Binding, path: FieldPath, fact: Fact, node: AnyNode): void {
    this.#bind(self, path, fact, { text: takes(self), node });
    if (self.scope.function) {
      this.#leave(self.scope.function, { slot: 0, path, safe: fact.safe }, fact);
    }
  }

  /** A way into one function says nothing of what runs outside it. */
  #entryAt({ entry }: Fact, node: AnyNode): Entry {
    return !entry.of || isInFunction(scopeOf(node), entry.of) ? entry : this.#anywhere;
  }
}

function givenTo({ node, taken }: Site, of: FunctionNode, index: number): Expression | undefined {
  if (node.type !== 'Call') return undefined;
  const name = of.parameters[index]?.name.name;
  const named = node.arguments.find((argument) => argument.name === name);
  const positional = node.arguments.filter((argument) => argument.name === undefined);
  const one = named ?? positional[index - taken];

  return one?.spread === '' ? one.value : undefined;
}

function selfAround(call: Call): Binding | undefined {
  const [self] = scopeOf(call).function?.parameters ?? [];
  const inner = self && scopeOf(self);

  return self && inner?.function && scopeOf(inner.function).class
    ? lookUp(self.name.name, inner)
    : undefined;
}

/** Where a change to what a name stands for is seen by the caller. */
function parameterIndex({ definitions, scope }: Binding): number | undefined {
  const [definition] = definitions;

  return definition?.kind === 'parameter' && definition.node.spread === '' && scope.function
    ? definition.index
    : undefined;
}

function takes({ name }: Binding): string {
  return `${shownName(name)} takes it`;
}

function shownFunction(node: FunctionNode): string {
  const name = nameOfFunction(node);

  return name === undefined ? 'a function' : shownName(name);
}
