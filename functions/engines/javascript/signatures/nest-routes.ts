import { objectsOf, optionIn } from '../options.ts';
import { parentOf } from '../scope.ts';
import { type AnyNode, type CallNode, type ClassNode, isCall, literalText } from '../syntax.ts';
import { anyPath, type CodePath, joinedPath, pathOf, pathsIn, writtenPath } from './code-path.ts';
import { answersConstant } from './constant-answers.ts';
import { withCredentials } from './credential-routes.ts';
import type { Entered } from './entered.ts';
import type { FoundRoute } from './found-route.ts';
import {
  type Decorated,
  type Decorator,
  decoratedIn,
  isQuiet,
  memberOf,
  onlyClass,
  sharedText,
} from './nest-decorators.ts';
import { NestGuards } from './nest-guards.ts';
import { type NestModules, nestModules } from './nest-modules.ts';
import { isServedAlone } from './nest-server.ts';
import { credentialReadings, provedReadings, type Readings } from './readings.ts';

/** The routes of controllers of NestJS; undefined where not all of them are seen. */
export function nestRoutes(code: Entered): readonly FoundRoute[] | undefined {
  const { values, modules } = code;
  const [created, ...others] = values
    .callsOf('create')
    .filter(({ callee }) =>
      values.namesOf(callee).includes('module:@nestjs/core.NestFactory.create'),
    );
  if (!created || others.length > 0 || modules.unread.length > 0 || !isServedAlone(code)) {
    return undefined;
  }
  const decorated = decoratedIn(modules, values);
  const found = nestModules(created, decorated, values);
  const guards = new NestGuards(code);
  const filters = [
    ...decorated
      .flatMap(({ decorators }) => decorators)
      .filter(({ name }) => name === 'module:@nestjs/common.UseFilters')
      .flatMap(({ given }) => given),
    ...values.callsOf('useGlobalFilters').flatMap((call) => call.arguments),
  ];
  const isElsewhere =
    decorated.some((each) => isOtherEntry(each, guards)) ||
    filters.some((each) => guards.mayAct(each, 'catch'));
  if (!found || isElsewhere) return undefined;

  const routes = new ControllerReader(code, decorated, found, guards, provedReadings(code)).read();
  return (
    routes &&
    withCredentials(routes, () => {
      const readings = credentialReadings(code);
      const lenient = new NestGuards(code, readings.credential);
      return new ControllerReader(code, decorated, found, lenient, readings).read();
    })
  );
}

/**
 * GraphQL has one path for all it does, what makes controllers shows none of their routes, and a filter of errors
 * runs for those who were refused.
 */
function isOtherEntry({ of, method, decorators }: Decorated, guards: NestGuards): boolean {
  const isFilter = decorators.some(({ name }) => name === 'module:@nestjs/common.Catch');
  const caught = method === undefined && isFilter ? memberOf(of, 'catch') : undefined;
  if (caught && guards.acts(caught)) return true;

  return decorators.some(({ name }) => {
    if (name === undefined) return false;
    if (name.startsWith('module:@nestjs/graphql.')) {
      return /\.(?:Resolver|Query|Mutation)$/.test(name);
    }
    return method === undefined && /crud|admin/i.test(name);
  });
}

class ControllerReader {
  readonly #code: Entered;
  readonly #decorated: readonly Decorated[];
  readonly #modules: NestModules;
  readonly #guards: NestGuards;
  readonly #readings: Readings;

  constructor(
    code: Entered,
    decorated: readonly Decorated[],
    modules: NestModules,
    guards: NestGuards,
    readings: Readings,
  ) {
    this.#code = code;
    this.#decorated = decorated;
    this.#modules = modules;
    this.#guards = guards;
    this.#readings = readings;
  }

  read(): readonly FoundRoute[] | undefined {
    const found: FoundRoute[] = [];

    for (const { of, method, decorators } of this.#decorated) {
      const controller = method === undefined ? decorators.find(isController) : undefined;
      if (!controller) continue;
      const members = this.#membersOf(of);
      if (!members) return undefined;
      const prefixes = this.#pathsOf(controller);
      for (const member of members) found.push(...this.#routesOf(of, member, prefixes));
    }
    return found;
  }

  /** Its own methods, and those of the classes that it extends; undefined where one is not seen. */
  #membersOf(of: ClassNode, depth = 0): readonly Decorated[] | undefined {
    const own = this.#decorated.filter((each) => each.of === of && each.method !== undefined);
    if (!of.superClass) return own;
    const base = onlyClass(of.superClass, this.#code.values);
    if (!base || depth > MOST_BASES) return undefined;
    const inherited = this.#membersOf(base, depth + 1);

    return inherited && [...own, ...inherited];
  }

  #routesOf(
    of: ClassNode,
    member: Decorated,
    prefixes: readonly CodePath[],
  ): readonly FoundRoute[] {
    const { decorators } = member;
    const named = decorators.filter(({ name }) => verbs.has(name ?? ''));
    // It may be a route by another name.
    const isOther = named.length === 0 && !decorators.every(isQuiet);
    const routes = [
      ...named.map((each) => ({
        method: verbs.get(each.name ?? '') ?? 'ANY',
        paths: this.#pathsOf(each),
      })),
      ...(isOther ? [{ method: 'ANY', paths: [anyPath] }] : []),
    ];
    if (routes.length === 0) return [];
    const outcome = this.#outcomeOf(of, member);
    const answers = memberOf(member.of, member.method ?? '');

    return prefixes.flatMap((prefix) =>
      routes.flatMap(({ method, paths }) =>
        paths.map((path) => ({
          method,
          path: writtenPath(joinedPath(prefix, path)),
          ...outcome,
          ...(answers && { answers }),
        })),
      ),
    );
  }

  /** `@Controller('orders')`, `@Controller({ path: 'orders' })`, `@Get()` */
  #pathsOf({ given: [first] }: Decorator): readonly CodePath[] {
    if (!first) return [[]];
    const { values, modules } = this.#code;
    if (objectsOf(values, first).length > 0) {
      const path = optionIn(values, first, 'path');
      return path ? pathsIn(path) : [[]];
    }
    const text = sharedText(first, modules, values);

    return text === undefined ? pathsIn(first) : [pathOf(text)];
  }

  #outcomeOf(of: ClassNode, member: Decorated): Pick<FoundRoute, 'proof' | 'isIdle'> {
    const ofClass = this.#ownDecorators(of);
    const marks = [...this.#decoratorsOf(of), ...member.decorators].flatMap((each) =>
      this.#marksOf(each),
    );
    // In the order in which they run.
    const given = [
      ...this.#modules.guards,
      ...[...ofClass, ...member.decorators]
        .filter(({ name }) => name === 'module:@nestjs/common.UseGuards')
        .flatMap((each) => each.given),
    ];
    for (const each of given) {
      const guard = this.#guards.of(each);
      const isPublic = guard?.publicBy.some((key) => isMarked(key, marks));
      if (guard && !isPublic) return { proof: guard.proof };
      if (!guard && this.#guards.mayAct(each)) return {};
    }

    const body = memberOf(member.of, member.method ?? '');
    if (!body) return {};
    const { acts, found } = this.#readings.strict.of(body);
    if (acts) return {};
    if (found) return { proof: found };
    return answersConstant(body, this.#code.values) ? { isIdle: true } : {};
  }

  #ownDecorators(of: ClassNode): readonly Decorator[] {
    return this.#decorated
      .filter((each) => each.of === of && each.method === undefined)
      .flatMap(({ decorators }) => decorators);
  }

  /** Of a class and those that it extends, which hand their metadata down. */
  #decoratorsOf(of: ClassNode, depth = 0): readonly Decorator[] {
    const base = of.superClass ? onlyClass(of.superClass, this.#code.values) : undefined;

    return [
      ...this.#ownDecorators(of),
      ...(base && depth < MOST_BASES ? this.#decoratorsOf(base, depth + 1) : []),
    ];
  }

  /** The metadata that a decorator leaves; undefined for some of an unknown name. */
  #marksOf(decorator: Decorator): readonly (string | undefined)[] {
    const { name, given } = decorator;
    const { modules, values } = this.#code;
    if (name === 'module:@nestjs/common.SetMetadata') {
      return [sharedText(given[0], modules, values)];
    }

    return isQuiet(decorator) && !this.#marksElsewhere() ? [] : [undefined];
  }

  /** `Reflect.defineMetadata(…)`, `SetMetadata('isPublic', true)(C.prototype.list)`: of any route. */
  #marksElsewhere(): boolean {
    const { values } = this.#code;

    return (
      values.callsOf('defineMetadata').some(({ arguments: [key] }) => !isOfCompiler(key)) ||
      values.callsOf('SetMetadata').some(isRunAtOnce)
    );
  }
}

function isOfCompiler(key: AnyNode | undefined): boolean {
  return literalText(key)?.startsWith('design:') ?? false;
}

function isRunAtOnce(call: CallNode): boolean {
  const around = parentOf(call);

  return isCall(around) && around.callee === call;
}

function isMarked(key: string | undefined, marks: readonly (string | undefined)[]): boolean {
  return key === undefined
    ? marks.length > 0
    : marks.some((mark) => mark === undefined || mark === key);
}

function isController({ name }: Decorator): boolean {
  return name === 'module:@nestjs/common.Controller';
}

/** Source: "Controllers" (NestJS). */
const verbs: ReadonlyMap<string, string> = new Map(
  [
    ['Get', 'GET'],
    ['Post', 'POST'],
    ['Put', 'PUT'],
    ['Patch', 'PATCH'],
    ['Delete', 'DELETE'],
    ['Options', 'OPTIONS'],
    ['Head', 'HEAD'],
    ['All', 'ANY'],
    ['Search', 'ANY'],
    ['Sse', 'GET'],
  ].map(([name, method]) => [`module:@nestjs/common.${name}`, method ?? 'ANY']),
);

const MOST_BASES = 4;
