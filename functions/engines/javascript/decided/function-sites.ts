import { runnerOf } from '../compiled-async.ts';
import { bindingOf, scopeOf } from '../scope.ts';
import { nameOfFunction } from '../sites.ts';
import { type AnyNode, type CallNode, type FunctionNode, isFunction } from '../syntax.ts';
import type { Site, Values } from '../value.ts';

/** Knows where functions are called in code that may run. */
export class FunctionSites {
  readonly #values: Values;
  readonly #live: ReadonlySet<CallNode>;
  #chosen: ReadonlyMap<FunctionNode, readonly CallNode[]> | undefined;

  constructor(values: Values, live: ReadonlySet<CallNode>) {
    this.#values = values;
    this.#live = live;
  }

  /** Also where one of several is called; and of a method of what is not known, where any of that name is. */
  of(of: FunctionNode): readonly Site[] {
    const direct = this.#values.sitesOf(of);
    const live = direct.filter(({ call }) => this.#live.has(call));
    const known = new Set(live.map(({ call }) => call));
    const chosen = (this.#chosenCalls().get(of) ?? []).filter((call) => !known.has(call));
    const byName = direct.length + chosen.length === 0 ? this.#callsNamed(of) : [];
    const others = [...chosen, ...byName].map((call) => ({ call, shift: 0, isCallback: false }));

    return [...live, ...others].slice(0, MOST_SITES);
  }

  /** What a name is given that is a parameter; itself of all else. */
  givenTo(node: AnyNode): readonly AnyNode[] {
    const [definition] = bindingOf(node)?.definitions ?? [];
    if (definition?.kind !== 'parameter' || definition.path.length > 0) return [node];

    return this.of(definition.of).flatMap(({ call, shift, isCallback }) =>
      isCallback ? [] : (call.arguments[definition.index + shift] ?? []),
    );
  }

  /** Where a function is called that an expression is a parameter of. */
  callsGiving(node: AnyNode): readonly CallNode[] {
    const [definition] = bindingOf(node)?.definitions ?? [];

    return definition?.kind === 'parameter'
      ? this.of(definition.of).flatMap(({ call, isCallback }) => (isCallback ? [] : call))
      : [];
  }

  /**
   * Of the generator that a compiler has made of an async function, that function: `__awaiter(this, arguments, void 0, function* ({ id }) { … })`
   * hands on what it is given.
   */
  madeOf(of: FunctionNode): FunctionNode | undefined {
    const runner = runnerOf(of);
    const around = runner && scopeOf(runner).function;
    const isHandedOn = runner?.arguments.some(
      (each) => each.type === 'Identifier' && each.name === 'arguments',
    );

    return around && isHandedOn && isFunction(around) ? around : undefined;
  }

  #chosenCalls(): ReadonlyMap<FunctionNode, readonly CallNode[]> {
    if (this.#chosen) return this.#chosen;
    const chosen = new Map<FunctionNode, CallNode[]>();
    this.#chosen = chosen;
    for (const call of this.#live) {
      for (const of of this.#values.functionsOf(call.callee)) {
        const calls = chosen.get(of) ?? [];
        if (calls.length < MOST_SITES && !calls.includes(call)) calls.push(call);
        chosen.set(of, calls);
      }
    }
    return chosen;
  }

  #callsNamed(of: FunctionNode): readonly CallNode[] {
    const name = nameOfFunction(of);
    const calls = name === undefined ? [] : this.#values.callsOf(name).slice(0, MOST_SITES);

    return calls.filter(
      (call) => this.#live.has(call) && this.#values.valuesOf(call.callee).length === 0,
    );
  }
}

const MOST_SITES = 24;
