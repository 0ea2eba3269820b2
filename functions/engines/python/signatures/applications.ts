import { argumentOf } from '../call-arguments.ts';
import { constantText } from '../constant-text.ts';
import { classText, returnsOf } from '../members.ts';
import type { FoundModule } from '../modules.ts';
import type { Resolver } from '../resolver.ts';
import { type Binding, bindingOf } from '../scope.ts';
import { argumentFor } from '../sites.ts';
import type { Call, Expression } from '../syntax.ts';

/** Where an application or a router stands: what it is below, itself last, and what comes before its paths. */
export interface Place {
  readonly prefix: string;
  /** Calls that make the applications and routers, from the outermost. */
  readonly makers: readonly Call[];
  /** What FastAPI runs before each route here, in its order: values of `dependencies=`. */
  readonly dependencies: readonly Expression[];
}

interface Inclusion {
  readonly by: Call;
  readonly prefix: string | undefined;
  readonly dependencies: readonly Expression[];
}

/** What is not seen of an application, so that its routes are not known. */
export class NotSeen extends Error {
  override readonly name = 'NotSeen';
  /** Whether something is surely served, or run before all, that is not seen to ask. */
  readonly isServed: boolean;

  constructor(what: string, { isServed = false } = {}) {
    super(what);
    this.isServed = isServed;
  }
}

/** Applications and routers of a program, and which are below which. */
export class Applications {
  readonly #values: Resolver;
  readonly #inclusions = new Map<Call, Inclusion[]>();

  /** @throws NotSeen where a router is not seen that an application takes. */
  constructor(values: Resolver) {
    this.#values = values;
    for (const name of ['include_router', 'register_blueprint']) {
      for (const call of values.callsOf(name)) this.#include(call);
    }
  }

  /** The call that makes what an expression stands for, where that is one application or router. */
  makerOf(node: Expression, depth = 0): Call | undefined {
    if (depth > MOST_STEPS) return undefined;
    const next = (each: Expression) => this.makerOf(each, depth + 1);

    switch (node.type) {
      case 'Name':
        return this.#makerOfName(bindingOf(node), next, depth);
      case 'Attribute': {
        const of = this.#values
          .valuesOf(node.object)
          .flatMap((value) => (value.kind === 'module' ? value.of : []));
        return only(of.map((each) => this.#makerIn(each, node.name, next, depth)));
      }
      case 'Call': {
        if (this.isApplication(node) || this.isRouter(node)) return node;
        const own = this.#values.functionsOf(node.callee);
        return only(own.flatMap((each) => returnsOf(each.node).map(next)));
      }
      default:
        return undefined;
    }
  }

  isApplication(maker: Call): boolean {
    return this.#values.namesOf(maker.callee).some((name) => applications.test(name));
  }

  isRouter(maker: Call): boolean {
    return this.#values.namesOf(maker.callee).some((name) => routers.test(name));
  }

  /** Each place at which its routes are served; one that nothing includes stands for itself. */
  placesOf(maker: Call, depth = 0): readonly Place[] {
    if (depth > MOST_STEPS) throw new NotSeen('routers within routers');
    const own = this.#text(argumentOf(maker, undefined, 'prefix', 'url_prefix'));
    const dependencies = this.dependenciesOf(maker);
    const inclusions = this.#inclusions.get(maker) ?? [];
    if (inclusions.length === 0) return [{ prefix: own ?? '', makers: [maker], dependencies }];

    return inclusions.flatMap((each) =>
      this.placesOf(each.by, depth + 1).map((above) => ({
        prefix: joinedPath(above.prefix, this.#prefixOf(maker, each.prefix, own)),
        makers: [...above.makers, maker],
        dependencies: [...above.dependencies, ...each.dependencies, ...dependencies],
      })),
    );
  }

  /** @throws NotSeen where they are no list that is seen. */
  dependenciesOf(call: Call): readonly Expression[] {
    const given = argumentOf(call, undefined, 'dependencies');
    if (call.arguments.some(({ spread }) => spread !== '')) throw new NotSeen('arguments');
    if (!given) return [];
    const list = this.#values.writtenAs(given);
    const isChanged = (bindingOf(given)?.reads ?? []).some(
      ({ parent }) => parent?.type === 'Attribute',
    );
    if ((list.type !== 'List' && list.type !== 'Tuple') || isChanged)
      throw new NotSeen('dependencies');

    return list.elements;
  }

  /** That of Flask is the one that it is registered with, or else its own; FastAPI has both. */
  #prefixOf(maker: Call, given: string | undefined, own: string | undefined): string {
    const isFlask = this.#values.namesOf(maker.callee).some((name) => name.startsWith('flask.'));

    return isFlask ? (given ?? own ?? '') : joinedPath(given ?? '', own ?? '');
  }

  #include(call: Call): void {
    const { callee } = call;
    const by = callee.type === 'Attribute' ? this.makerOf(callee.object) : undefined;
    const given = argumentOf(call, 0, 'router', 'blueprint');
    if (!by || !given) throw new NotSeen('a router');
    const prefix = this.#text(argumentOf(call, undefined, 'prefix', 'url_prefix'));

    for (const each of this.#elements(given)) {
      const maker = this.makerOf(each);
      if (!maker) throw new NotSeen('a router', { isServed: true });
      const all = this.#inclusions.get(maker) ?? [];
      all.push({ by, prefix, dependencies: this.dependenciesOf(call) });
      this.#inclusions.set(maker, all);
    }
  }

  /** `for router in [users, orders]`. */
  #elements(node: Expression): readonly Expression[] {
    const [one, ...others] = bindingOf(node)?.definitions ?? [];
    if (one?.kind !== 'value' || others.length > 0 || one.path.length !== 1) return [node];
    const list = this.#values.writtenAs(one.node);

    return list.type === 'List' || list.type === 'Tuple' ? list.elements : [node];
  }

  #text(node: Expression | undefined): string | undefined {
    if (!node || (node.type === 'Constant' && node.value === 'None')) return undefined;
    const written = this.#values.writtenAs(node);
    const text =
      constantText(written) ??
      (written.type === 'Attribute' ? classText(this.#values, written) : undefined);
    if (text === undefined) throw new NotSeen('a prefix');

    return text;
  }

  #makerOfName(
    binding: Binding | undefined,
    next: (node: Expression) => Call | undefined,
    depth: number,
  ): Call | undefined {
    const [one, ...others] = binding?.definitions ?? [];
    if (!binding || !one || others.length > 0 || binding.captures.length > 0) return undefined;
    if (one.kind === 'value') return one.path.length === 0 ? next(one.node) : undefined;
    if (one.kind === 'parameter') {
      const sites = this.#values.sitesOf(one.of);
      return only(
        sites.map((site) => {
          const given = argumentFor(site, one.of, one.index);
          return given && next(given);
        }),
      );
    }
    if (one.kind !== 'import') return undefined;
    const of = this.#values.modules.resolve(binding.scope.file, one.level, one.from);
    return of && this.#makerIn(of, one.name, next, depth);
  }

  #makerIn(
    of: FoundModule,
    name: string,
    next: (node: Expression) => Call | undefined,
    depth: number,
  ): Call | undefined {
    const file = of.kind === 'file' ? this.#values.modules.files.get(of.path) : undefined;

    return depth > MOST_STEPS
      ? undefined
      : this.#makerOfName(file?.scope.names.get(name), next, depth + 1);
  }
}

function only(makers: readonly (Call | undefined)[]): Call | undefined {
  const [first] = makers;

  return makers.every((each) => each === first) ? first : undefined;
}

/** With one slash between them. */
export function joinedPath(prefix: string, path: string): string {
  const before = prefix.replace(/\/$/, '');
  const after = path === '' || path.startsWith('/') ? path : `/${path}`;

  return before === '' || before.startsWith('/') ? before + after : `/${before}${after}`;
}

const applications =
  /^(?:flask\.(?:app\.)?Flask|fastapi\.(?:applications\.)?FastAPI|chalice\.(?:app\.)?Chalice|aws_lambda_powertools\.event_handler\.(?:\w{1,40}\.)?(?:APIGateway(?:Rest|Http)|ALB|LambdaFunctionUrl|VPCLattice|VPCLatticeV2|ApiGateway)Resolver)$/;

const routers =
  /^(?:flask\.(?:blueprints\.)?Blueprint|fastapi\.(?:routing\.)?APIRouter|chalice\.(?:app\.)?Blueprint|aws_lambda_powertools\.event_handler\.(?:\w{1,40}\.)?\w{0,20}Router)$/;

/** Routers within routers, and names of names. */
const MOST_STEPS = 12;
