import { allMethods } from '../frameworks.ts';
import { objectsOf, optionIn } from '../options.ts';
import { functionsIn } from '../registrations.ts';
import {
  type AnyNode,
  type CallNode,
  type ClassNode,
  type FunctionNode,
  fieldRead,
  isFunction,
} from '../syntax.ts';
import { frameworkOfValue } from './application-of.ts';
import type { FoundRoute } from './application-routes.ts';
import { type CodePath, joinedPath, pathsIn, writtenPath } from './code-path.ts';
import type { Entered } from './entered.ts';
import { EntryVerification } from './entry-verification.ts';
import {
  type Decorated,
  type Decorator,
  decoratedIn,
  onlyClass,
  sharedText,
} from './nest-decorators.ts';
import { type NestGuard, NestGuards } from './nest-guards.ts';
import { rewritesRequest } from './rewritten-requests.ts';
import { isAlwaysRun } from './run-order.ts';
import { PassingVerification, StrictVerification } from './strict-verification.ts';

/** The routes of controllers of NestJS; undefined where not all of them are seen. */
export function nestRoutes(code: Entered): readonly FoundRoute[] | undefined {
  const { values } = code;
  const created = values
    .callsOf('create')
    .filter(({ callee }) =>
      values.namesOf(callee).includes('module:@nestjs/core.NestFactory.create'),
    );
  if (created.length === 0 || code.modules.unread.length > 0 || !isServedAlone(code)) {
    return undefined;
  }
  const decorated = decoratedIn(code.modules, values);
  if (decorated.some(isOtherEntry)) return undefined;

  return new ControllerReader(code, decorated).read();
}

/** Routes that its HTTP adapter is given besides are not followed, nor what runs before all of them and acts. */
function isServedAlone(code: Entered): boolean {
  const { modules, values, verification, budget, entries, places } = code;
  const entry = new EntryVerification(values, verification.requested, budget);
  const passing = new PassingVerification(values, verification.requested, budget);
  if (
    entries.length === 0 ||
    entries.some((each) => entry.of(each).acts || rewritesRequest(each))
  ) {
    return false;
  }

  return [...modules.files.values()]
    .flatMap((file) => [...file.calls.values()].flat())
    .filter((call) => !places.isInPackage(call))
    .every((call) => {
      const { callee } = call;
      if (callee.type !== 'MemberExpression') return true;
      const method = fieldRead(callee) ?? '';
      if (method === 'use' || method === 'apply') {
        return middlewareIn(call, code).every((of) => !passing.of(of).acts && !rewritesRequest(of));
      }
      if (!allMethods.has(method)) return true;
      return frameworkOfValue(callee.object, values) === undefined;
    });
}

/** `app.use((request, response, next) => …)`, `consumer.apply(Logger)` */
function middlewareIn(
  { arguments: given }: CallNode,
  { values, places }: Entered,
): readonly FunctionNode[] {
  return given
    .flatMap((each) => [
      ...functionsIn(values, each).filter(({ params }) => params.length > 1),
      ...values
        .valuesOf(each)
        .flatMap((value) => (value.kind === 'class' ? (memberOf(value.node, 'use') ?? []) : [])),
    ])
    .filter((of) => !places.isInPackage(of));
}

function memberOf({ body }: ClassNode, name: string): FunctionNode | undefined {
  for (const member of body.body) {
    if (member.type !== 'MethodDefinition' && member.type !== 'PropertyDefinition') continue;
    const isIt = member.key.type === 'Identifier' && member.key.name === name;
    if (isIt && !member.static && member.value && isFunction(member.value)) return member.value;
  }
  return undefined;
}

/** GraphQL has one path for all it does, and what makes controllers by itself shows none of their routes. */
function isOtherEntry({ method, decorators }: Decorated): boolean {
  return decorators.some(({ name }) => {
    if (name === undefined) return false;
    if (name.startsWith('module:@nestjs/graphql.'))
      return /\.(?:Resolver|Query|Mutation)$/.test(name);
    return method === undefined && /crud|admin/i.test(name);
  });
}

class ControllerReader {
  readonly #code: Entered;
  readonly #decorated: readonly Decorated[];
  readonly #guards: NestGuards;
  readonly #strict: StrictVerification;

  constructor(code: Entered, decorated: readonly Decorated[]) {
    this.#code = code;
    this.#decorated = decorated;
    this.#guards = new NestGuards(code);
    this.#strict = new StrictVerification(code.values, code.verification.requested, code.budget);
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
    return member.decorators.flatMap((decorator) => {
      const method = verbs.get(decorator.name ?? '');
      if (method === undefined) return [];
      const outcome = this.#outcomeOf(of, member);

      return prefixes.flatMap((prefix) =>
        this.#pathsOf(decorator).map((path) => ({
          method,
          path: writtenPath(joinedPath(prefix, path)),
          ...outcome,
        })),
      );
    });
  }

  /** `@Controller('orders')`, `@Controller({ path: 'orders' })`, `@Get()` */
  #pathsOf({ given: [first] }: Decorator): readonly CodePath[] {
    if (!first) return [[]];
    const { values, modules } = this.#code;
    if (objectsOf(values, first).length === 0) {
      const text = sharedText(first, modules, values);
      return text === undefined
        ? pathsIn(first)
        : pathsIn({ type: 'Literal', value: text } as AnyNode);
    }
    const path = optionIn(values, first, 'path');

    return path ? pathsIn(path) : [[]];
  }

  #outcomeOf(of: ClassNode, member: Decorated): Pick<FoundRoute, 'proof' | 'isIdle'> {
    const classes = this.#decorated.filter((each) => each.of === of && each.method === undefined);
    const decorators = [...member.decorators, ...classes.flatMap((each) => each.decorators)];
    const marks = decorators.flatMap((each) => this.#marksOf(each));
    const guards = [
      ...decorators
        .filter(({ name }) => name === 'module:@nestjs/common.UseGuards')
        .flatMap(({ given }) => given.flatMap((each) => this.#guards.of(each) ?? [])),
      ...this.#globalGuards(),
    ];
    const guard = guards.find(({ publicBy }) => !publicBy.some((key) => isMarked(key, marks)));
    if (guard) return { proof: guard.proof };

    const body = memberOf(member.of, member.method ?? '');
    if (!body) return {};
    const { acts, found } = this.#strict.of(body);
    if (acts) return {};
    return found ? { proof: found } : { isIdle: true };
  }

  /** The metadata that a decorator leaves; undefined for some of an unknown name. */
  #marksOf({ name, given: [key] }: Decorator): readonly (string | undefined)[] {
    if (name === 'module:@nestjs/common.SetMetadata') {
      const { modules, values } = this.#code;
      return [sharedText(key, modules, values)];
    }

    return name === undefined || name.includes('Reflector') ? [undefined] : [];
  }

  /** `{ provide: APP_GUARD, useClass: A }`, `app.useGlobalGuards(new A())` */
  #globalGuards(): readonly NestGuard[] {
    this.#global ??= this.#findGlobalGuards();

    return this.#global;
  }

  #global: readonly NestGuard[] | undefined;

  #findGlobalGuards(): readonly NestGuard[] {
    const { values } = this.#code;
    const provided = this.#decorated
      .flatMap(({ decorators }) => decorators)
      .filter(({ name }) => name === 'module:@nestjs/common.Module')
      .flatMap(({ given: [settings] }) => providersIn(optionIn(values, settings, 'providers')))
      .flatMap((each) => {
        const provide = optionIn(values, each, 'provide');
        const isGuard =
          provide !== undefined &&
          values.namesOf(provide).includes('module:@nestjs/core.APP_GUARD');
        return isGuard ? (optionIn(values, each, 'useClass') ?? []) : [];
      });
    const used = values
      .callsOf('useGlobalGuards')
      .filter(isAlwaysRun)
      .flatMap((call) => call.arguments);

    return [...provided, ...used].flatMap((each) => this.#guards.of(each) ?? []);
  }
}

/** Those that are always there: not what a condition adds. */
function providersIn(list: AnyNode | undefined): readonly AnyNode[] {
  if (list?.type !== 'ArrayExpression') return [];

  return list.elements.flatMap((each) => (each?.type === 'ObjectExpression' ? [each] : []));
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
