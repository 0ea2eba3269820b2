import { answeringName } from './answers.ts';
import { takersFor, takersIn } from './bundled-modules.ts';
import { frameworkOf, pluginMethods } from './frameworks.ts';
import { injectedInto } from './injected.ts';
import type { Modules } from './modules.ts';
import type { Route } from './route.ts';
import type { Parameter } from './scope.ts';
import { constructedBy, givenTo } from './sites.ts';
import { type FunctionNode, fieldRead } from './syntax.ts';
import { madeBy, named, type Site, someOf, type Value, type Values, valuesOfAll } from './value.ts';

const nothing: readonly Value[] = [];

/** Of databases: what they give to a function is another of what they are. */
const connecting: ReadonlySet<string> = new Set(['acquire', 'connect', 'getConnection']);

/** What parameters get: from callers, a framework or a container. */
export class GivenValues {
  readonly #values: Values;
  readonly #modules: Modules;
  readonly #routes: ReadonlyMap<FunctionNode, Route>;
  readonly #cuts: () => number;
  readonly #known = new Map<Parameter, readonly Value[]>();
  #takers: readonly FunctionNode[] | undefined;

  /** @param cuts how often something was left out so far. */
  constructor(values: Values, modules: Modules, routes: readonly Route[], cuts: () => number) {
    this.#values = values;
    this.#modules = modules;
    this.#routes = new Map(routes.map((route) => [route.of, route]));
    this.#cuts = cuts;
  }

  /** Each read of a parameter asks what all callers give: once is enough, unless something is left out. */
  of(parameter: Parameter): readonly Value[] {
    const known = this.#known.get(parameter);
    if (known) return known;

    const before = this.#cuts();
    const given = someOf(this.#given(parameter));
    if (this.#cuts() === before) this.#known.set(parameter, given);
    return given;
  }

  /** What a function may get at an index: from its callers, a framework or a container. */
  #given({ of, index }: Parameter): readonly Value[] {
    const route = this.#routes.get(of);
    const role = route?.parameters[index]?.role;
    if (route && role !== undefined && role !== 'request' && role !== 'other') {
      return [named(answeringName(route.framework, role))];
    }
    const given = this.#values
      .sitesOf(of)
      .flatMap((site) => [
        ...valuesOfAll(this.#values, givenTo(site, index)),
        ...(index === 0 ? this.#pluggedInto(site) : nothing),
        ...(index === 1 ? this.#connectedBy(site) : nothing),
      ]);
    if (given.length > 0) return given;
    const parameter = of.params[index];
    const otherwise =
      parameter?.type === 'AssignmentPattern' ? this.#values.valuesOf(parameter.right) : [];
    if (otherwise.length > 0) return otherwise;

    const owner = constructedBy(of);
    if (owner) return injectedInto(this.#values, owner, index);
    if (index !== 2) return nothing;
    this.#takers ??= takersIn(this.#modules.files.values());
    return takersFor(of, this.#takers).map((node) => ({ kind: 'function', node }));
  }

  /** `pool.getConnection((error, connection) => …)`, `MongoClient.connect(url, (error, client) => …)`. */
  #connectedBy({ call: { callee }, isCallback }: Site): readonly Value[] {
    if (!isCallback || callee.type !== 'MemberExpression') return nothing;
    if (!connecting.has(fieldRead(callee) ?? '')) return nothing;

    return this.#values.valuesOf(callee.object).flatMap((value) => madeBy(value));
  }

  /** Of a plugin, `application.register(plugin)`: the application. */
  #pluggedInto({ call: { callee }, isCallback }: Site): readonly Value[] {
    if (!isCallback || callee.type !== 'MemberExpression') return nothing;
    if (!pluginMethods.has(fieldRead(callee) ?? '')) return nothing;

    return this.#values
      .valuesOf(callee.object)
      .filter((value) => value.kind === 'made' && frameworkOf(value.name) !== undefined);
  }
}
