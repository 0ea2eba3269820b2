import {
  type Budget,
  type FieldPath,
  isElement,
  isInFunction,
  keyOf,
  type Overwrites,
  Reached,
  ReadsByField,
  shownName,
  under,
} from '../flow/index.ts';
import { isWrittenByAws } from './aws-fields.ts';
import { type Passage, passageOfCallback } from './built-ins.ts';
import { type CheckedEvents, keptByWrapper } from './checked-events.ts';
import { runnerOf } from './compiled-async.ts';
import {
  addCaller,
  type Caller,
  type Door,
  doorAt,
  type Entry,
  type Exit,
  type Fact,
  type Note,
  newEntry,
  type Slot,
} from './entry.ts';
import { isAwsKey } from './environment-keys.ts';
import { keptInFields } from './event-fields.ts';
import { fieldTaken } from './field-taken.ts';
import { Guards } from './guard.ts';
import {
  everyHarm,
  type Harms,
  harm,
  harmsOfEvent,
  harmsOfObjects,
  keptAsText,
  keptOf,
  noHarm,
  without,
  withParts,
} from './harms.ts';
import { Hits } from './hits.ts';
import { baseOf } from './link.ts';
import { overwritesOf } from './overwritten.ts';
import { taken, targetsOf } from './pattern.ts';
import type { Route } from './route.ts';
import { type Binding, bindingOf, lookUp, scopeOf, type Write } from './scope.ts';
import { SharedRequests } from './shared-requests.ts';
import { nameOfFunction } from './sites.ts';
import { type AnyNode, type CallNode, calledName, type FunctionNode } from './syntax.ts';
import type { Values } from './value.ts';

/** An exit that is still to be passed on to a caller. */
interface Arrival {
  readonly of: FunctionNode;
  readonly exit: Exit;
  readonly caller: Caller;
}

/** How it is passed on, for each kind of expression that holds it. */
type Step = (flow: Flow, fact: Fact) => void;

/** What a reader should know of a step, and what the event can still do after it. */
interface Passing {
  readonly note?: Note | undefined;
  /** @default all that it could do before */
  readonly kept?: Harms | undefined;
}

/**
 * Follows the event forwards, from each expression that holds it to those it then reaches. Nothing
 * else is visited, and nothing twice for one way into a function.
 */
export class Flow {
  readonly values: Values;
  readonly guards: Guards;
  readonly checked: CheckedEvents;
  readonly hits = new Hits();
  /** Calls, and other expressions, by which the event goes where it is not followed, and to what. */
  readonly lost = new Map<AnyNode, AnyNode>();
  /** Expressions that someone asks about, and how the event comes to them. */
  readonly watched = new Map<AnyNode, Fact[]>();
  readonly #budget: Budget;
  readonly #overwrites: Overwrites<AnyNode, AnyNode, Write>;
  readonly #reads = new ReadsByField(fieldTaken);
  readonly #anywhere: Entry = newEntry(undefined);
  readonly #doors = new Map<FunctionNode, Map<string, Door>>();
  readonly #reached = new Reached<AnyNode, Entry>();
  readonly #filled = new Reached<AnyNode, Entry>();
  readonly #pending: Fact[] = [];
  readonly #arrivals: Arrival[] = [];
  readonly #routes = new SharedRequests();

  /** @param checked events that came to a handler checked. */
  constructor(values: Values, budget: Budget, checked: CheckedEvents = new Map()) {
    this.values = values;
    this.checked = checked;
    this.guards = new Guards(values, budget);
    this.#budget = budget;
    this.#overwrites = overwritesOf(budget);
  }

  /** The event is the function's first argument. */
  start(handler: FunctionNode): void {
    this.#enter(handler, 0, [], harmsOfEvent, undefined);
  }

  /** The event is in what a framework gives to the function. */
  serve(route: Route): void {
    this.#routes.add(route);
    for (const [index, given] of route.parameters.entries()) {
      for (const path of given?.event ?? []) {
        const harms = keptOf(harmsOfEvent, keptInFields(path) & (given?.kept ?? everyHarm));
        this.#enter(route.of, index, path, harms, undefined);
      }
    }
  }

  get servesRoutes(): boolean {
    return this.#routes.size > 0;
  }

  /** Something else is the value of an expression, whichever way its function was entered. */
  startAt(node: AnyNode, harms: Harms, text: string, path: FieldPath = []): void {
    const note = { text, node };

    this.#reach({ node, path, harms, entry: this.#anywhere, from: undefined, note });
  }

  /** Whether the event comes into a function. */
  hasEntered(of: FunctionNode): boolean {
    return this.#doors.has(of);
  }

  run(step: Step): void {
    for (;;) {
      const arrival = this.#arrivals.pop();
      const fact = arrival ? undefined : this.#pending.pop();

      if (arrival) this.#arrive(arrival);
      else if (fact) step(this, fact);
      else return;
    }
  }

  /** It reaches an expression, following from `fact`. */
  reach(node: AnyNode, path: FieldPath | undefined, fact: Fact, passing: Passing = {}): void {
    const { note, kept = everyHarm } = passing;
    const isText = (kept & harmsOfObjects) === noHarm && isElement(fact.path);
    const harms = keptOf(fact.harms, kept) & (isText ? keptAsText : everyHarm);

    if (path) {
      this.#reach({ node, path, harms, entry: fact.entry, from: fact, ...(note && { note }) });
    }
  }

  /** It becomes the value of what a pattern, a name or `name.field` stands for. */
  assign(target: AnyNode, path: FieldPath | undefined, fact: Fact, at: AnyNode): void {
    if (path) this.#assign(target, path, fact, at, takes);
  }

  /** It is put into an object that goes by other names too. */
  put(object: AnyNode, path: FieldPath | undefined, fact: Fact, at: AnyNode): void {
    const base = baseOf(object);
    const binding = base && bindingOf(base.node);
    const added = path && this.#filled.add(object, path, fact.entry, fact.harms);
    if (added && !binding && base) this.lose(object, object);
    if (!added || !binding) return;

    const held = base.path.reduceRight<FieldPath>(
      (inner, field) => under(field, inner),
      added.path,
    );
    const slot = slotOf(binding);
    const now = { ...fact, harms: added.harms };

    this.#bind(binding, held, now, { text: takes(binding), node: at });
    if (binding.scope.function && slot !== undefined) {
      this.#leave(binding.scope.function, slot, held, now);
    }
  }

  /** It is given to a function, at an index or as its `this`. */
  enter(to: FunctionNode, slot: 'this' | number, path: FieldPath, caller: Caller): void {
    this.#enter(to, slot, path, caller.fact.harms, caller);
  }

  /** It is in what a function returns. */
  leave(of: FunctionNode, path: FieldPath, fact: Fact): void {
    this.#leave(of, 'result', path, fact);
  }

  lose(at: AnyNode, to: AnyNode): void {
    this.lost.set(at, to);
  }

  #reach(fact: Fact): void {
    this.#budget.spend();
    const added = this.#reached.add(fact.node, fact.path, fact.entry, fact.harms);

    if (!added) return;
    this.watched.get(fact.node)?.push(fact);
    const isSame = added.path === fact.path && added.harms === fact.harms;
    this.#pending.push(isSame ? fact : { ...fact, ...added });
  }

  #assign(
    target: AnyNode,
    path: FieldPath,
    fact: Fact,
    at: AnyNode,
    describe: (binding: Binding) => string,
  ): void {
    for (const part of targetsOf(target)) {
      const rest = taken(part, path);
      const fields = part.path.slice(path.length);
      if (isWrittenByAws(fact, fields)) continue;
      const harms =
        keptOf(fact.harms, keptInFields(fields)) & keptByWrapper(this.checked, fact, fields);
      if (!rest || harms === noHarm) continue;

      const isChosen = part.without?.some(isAwsKey) === true;
      const now = { ...fact, harms: isChosen ? without(harms, harm.environment) : harms };
      if (part.node.type === 'MemberExpression') {
        this.put(part.node, rest, now, at);
        continue;
      }
      const binding = bindingOf(part.node);
      if (binding) this.#bind(binding, rest, now, { text: describe(binding), node: at });
      if (!binding || binding.isImplicit) this.lose(part.node, part.node);
    }
  }

  #bind(binding: Binding, path: FieldPath, fact: Fact, note: Note): void {
    for (const read of this.#reads.of(binding, path)) {
      this.#budget.spend();
      if (this.#overwrites.isOverwritten(binding.writes, path, note.node, read)) continue;
      const entry = this.#entryAt(fact, read);
      this.#reach({ node: read, path, harms: fact.harms, entry, from: fact, note });
    }
  }

  #enter(
    to: FunctionNode,
    slot: 'this' | number,
    path: FieldPath,
    harms: Harms,
    caller: Caller | undefined,
    from = caller?.fact,
  ): void {
    const doors = this.#doors.get(to) ?? new Map<string, Door>();
    const door = doorAt(doors, to, `${slot}\0${keyOf(path)}`);
    const { entry } = door;
    const added = caller && addCaller(entry, caller);
    const more = harms & ~door.harms;

    this.#budget.spend();
    this.#doors.set(to, doors);
    door.harms |= harms;
    if (added) {
      for (const exit of entry.exits.get(to)?.values() ?? []) this.#comeOut(to, exit, added);
    }
    if (more !== noHarm) {
      this.#fill(to, slot, { node: to, path, harms: more, entry, from });
    }
  }

  /** The parameter at an index takes it, or `this`; so does `arguments`. */
  #fill(to: FunctionNode, slot: 'this' | number, fact: Fact): void {
    const { names } = scopeOf(to.body);
    const special = names.get(slot === 'this' ? 'this' : 'arguments');
    const held = slot === 'this' ? fact.path : under(String(slot), fact.path);
    if (special)
      this.#bind(special, held, fact, { text: `${shownFunction(to)} gets it`, node: to });
    if (slot === 'this') return;

    const rest = to.params.findIndex(({ type }) => type === 'RestElement');
    const isInRest = rest >= 0 && slot >= rest;
    const parameter = to.params[isInRest ? rest : slot];
    if (!parameter) return;

    const target = parameter.type === 'RestElement' ? parameter.argument : parameter;
    const path = isInRest ? under(String(slot - rest), fact.path) : fact.path;
    const describe = ({ name }: Binding) =>
      fact.from
        ? `${shownFunction(to)} gets it as ${shownName(name)}`
        : `${shownName(name)} is what the handler is given`;
    this.#assign(target, path, fact, parameter, describe);
  }

  #leave(of: FunctionNode, slot: Slot, path: FieldPath, fact: Fact): void {
    const { entry } = fact;
    const exits = entry.exits.get(of) ?? new Map<string, Exit>();
    const key = `${slot}\0${keyOf(path)}`;
    const before = exits.get(key)?.harms ?? noHarm;
    const more = fact.harms & ~before;
    if (more === noHarm) return;

    entry.exits.set(of, exits.set(key, { slot, path, harms: before | more }));
    const callers =
      entry.of === of ? [...entry.callers.values()].flat() : this.#callersOf(of, fact);
    for (const caller of callers) this.#comeOut(of, { slot, path, harms: more }, caller);
    if (typeof slot === 'number') this.#share(of, slot, path, { ...fact, harms: more });
  }

  /** What one function of a route puts into the request, the others find there. */
  #share(of: FunctionNode, index: number, path: FieldPath, fact: Fact): void {
    for (const other of this.#routes.sharing(of, index, path)) {
      this.#enter(other.of, other.index, path, fact.harms, undefined, fact);
    }
  }

  /** All that may call it: by which of them the event came is not known. */
  #callersOf(of: FunctionNode, fact: Fact): readonly Caller[] {
    const run = runnerOf(of);
    const sites = run ? [{ call: run, shift: 0, isCallback: true }] : this.values.sitesOf(of);

    return sites.map((site) => {
      const entry = this.#entryAt(fact, site.call);
      return { site, fact: { ...fact, entry } };
    });
  }

  #comeOut(of: FunctionNode, exit: Exit, caller: Caller): void {
    this.#budget.spend();
    this.#arrivals.push({ of, exit, caller });
  }

  /** What left a function arrives where it was called. */
  #arrive({ of, exit, caller: { site, fact: given } }: Arrival): void {
    const { slot, path } = exit;
    const { call, shift, isCallback } = site;
    const { callee } = call;
    const fact = { ...given, harms: withParts(given.harms) & exit.harms };
    if (fact.harms === noHarm) return;

    if (slot === 'result') {
      const note = { text: `${shownFunction(of)} returns it`, node: call };
      this.reach(call, isCallback ? resultOfCallback(of, call)?.(path) : path, fact, { note });
    } else if (slot === 'this') {
      if (call.type === 'NewExpression') this.reach(call, path, fact);
      else if (callee.type === 'Super') this.#bindThis(call, path, fact);
      else if (callee.type === 'MemberExpression') this.put(callee.object, path, fact, call);
    } else if (!isCallback) {
      const argument = call.arguments[slot + shift];
      if (argument) this.put(argument, path, fact, call);
    }
  }

  #bindThis(call: CallNode, path: FieldPath, fact: Fact): void {
    const binding = lookUp('this', scopeOf(call));
    if (!binding) return;

    this.#bind(binding, path, fact, { text: 'this takes it', node: call });
    if (binding.scope.function) this.#leave(binding.scope.function, 'this', path, fact);
  }

  /** A way into one function says nothing of what runs outside it. */
  #entryAt({ entry }: Fact, node: AnyNode): Entry {
    return !entry.of || isInFunction(scopeOf(node), entry.of) ? entry : this.#anywhere;
  }
}

/** A generator given to a function is run by it: compilers make async functions so. */
function resultOfCallback(of: FunctionNode, call: CallNode): Passage | undefined {
  return of.generator || runnerOf(of) ? (path) => path : passageOfCallback(calledName(call) ?? '');
}

/** Where a change to what a name stands for is seen by the caller. */
function slotOf({ name, definitions, scope }: Binding): Slot | undefined {
  if (name === 'this') return 'this';

  const [definition] = definitions;
  return definition?.kind === 'parameter' && definition.path.length === 0 && scope.function
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
