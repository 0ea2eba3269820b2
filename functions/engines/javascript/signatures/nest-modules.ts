import { packageIn } from '../known-packages.ts';
import { returnsOf } from '../members.ts';
import { optionIn } from '../options.ts';
import { bindingOf, scopeOf } from '../scope.ts';
import { type AnyNode, type CallNode, type ClassNode, isCall, type NodeOf } from '../syntax.ts';
import type { Value, Values } from '../value.ts';
import { type Decorated, onlyClass } from './nest-decorators.ts';
import { runsBefore } from './run-order.ts';

/** What stands before all routes of an application of NestJS. */
export interface NestModules {
  /** Of `app.useGlobalGuards(…)` and `{ provide: APP_GUARD, useClass: A }`. */
  readonly guards: readonly AnyNode[];
}

/**
 * Those that the root module imports, by plain lists.
 *
 * @param created `NestFactory.create(AppModule)`
 * @returns undefined where one is imported that may have controllers of its own, and is not seen.
 */
export function nestModules(
  created: CallNode,
  decorated: readonly Decorated[],
  values: Values,
): NestModules | undefined {
  const [root] = created.arguments;
  const pending = [root && onlyClass(root, values)].flatMap((each) => each ?? []);
  const reached = new Set<ClassNode>();
  const providers: AnyNode[] = [];

  for (let of = pending.pop(); of; of = pending.pop()) {
    if (reached.has(of)) continue;
    reached.add(of);
    for (const settings of settingsOf(of, decorated)) {
      providers.push(...providedBy(optionIn(values, settings, 'providers')));
      for (const each of elementsOf(optionIn(values, settings, 'imports'))) {
        if (isOfUnknownPackage(each, values)) return undefined;
        pending.push(...moduleIn(each, values));
      }
    }
  }
  return {
    guards: [
      ...usedGlobally(created, values),
      ...providers.flatMap((each) => guardIn(each, values)),
    ],
  };
}

function guardIn(provider: AnyNode, values: Values): readonly AnyNode[] {
  const provide = optionIn(values, provider, 'provide');
  const guard = optionIn(values, provider, 'useClass');
  const isGuard =
    provide !== undefined && values.namesOf(provide).includes('module:@nestjs/core.APP_GUARD');

  return isGuard && guard ? [guard] : [];
}

function settingsOf(of: ClassNode, decorated: readonly Decorated[]): readonly AnyNode[] {
  return decorated
    .filter((each) => each.of === of && each.method === undefined)
    .flatMap(({ decorators }) => decorators)
    .filter(({ name }) => name === 'module:@nestjs/common.Module')
    .flatMap(({ given: [settings] }) => settings ?? []);
}

/** Not what is spread, which may be none. */
function elementsOf(list: AnyNode | undefined): readonly AnyNode[] {
  return list?.type === 'ArrayExpression' ? list.elements.flatMap((each) => each ?? []) : [];
}

function providedBy(list: AnyNode | undefined): readonly NodeOf<'ObjectExpression'>[] {
  return elementsOf(list).flatMap((each) => (each.type === 'ObjectExpression' ? each : []));
}

/** `OrdersModule`, `OrdersModule.forRoot()`, `forwardRef(() => OrdersModule)` */
function moduleIn(node: AnyNode, values: Values): readonly ClassNode[] {
  if (node.type === 'SpreadElement') return [];
  if (!isCall(node)) return [onlyClass(node, values) ?? []].flat();
  const { callee, arguments: given } = node;
  if (values.namesOf(callee).includes('module:@nestjs/common.forwardRef')) {
    return given
      .flatMap((each) => values.functionsOf(each))
      .flatMap((of) => returnsOf(of))
      .flatMap((each) => onlyClass(each, values) ?? []);
  }

  return callee.type === 'MemberExpression' ? [onlyClass(callee.object, values) ?? []].flat() : [];
}

function isOfUnknownPackage(node: AnyNode, values: Values): boolean {
  const at = node.type === 'SpreadElement' ? node.argument : node;
  const [callee] = isCall(at) ? [at.callee] : [at];
  const seen: readonly Value[] = [
    ...values.valuesOf(at),
    ...(callee ? values.valuesOf(callee) : []),
  ];

  return seen.some((value) => {
    if (value.kind !== 'name' && value.kind !== 'made') return false;
    const name = packageIn(value.name);
    return name !== undefined && !quiet.has(name);
  });
}

/** Packages whose modules have no controllers, or such as say how the service is. Sources: the README of each. */
const quiet: ReadonlySet<string> = new Set(
  (
    '@nestjs/common @nestjs/config @nestjs/typeorm @nestjs/mongoose @nestjs/sequelize @nestjs/jwt @nestjs/passport @nestjs/throttler ' +
    '@nestjs/cqrs @nestjs/event-emitter @nestjs/cache-manager @nestjs/schedule @nestjs/axios @nestjs/bull @nestjs/bullmq @nestjs/terminus ' +
    '@nestjs/serve-static @nestjs/elasticsearch nestjs-pino nest-winston nestjs-dynamoose nestjs-cls nestjs-i18n nestjs-typegoose nestjs-prisma ' +
    '@mikro-orm/nestjs @nestjs-modules/mailer @sentry/nestjs tslib'
  ).split(' '),
);

/** Of the application that is served, always, and before it is. */
function usedGlobally(created: CallNode, values: Values): readonly AnyNode[] {
  const receiverOf = ({ callee }: CallNode) =>
    callee.type === 'MemberExpression' ? bindingOf(callee.object) : undefined;
  const starts = ['init', 'listen', 'getHttpAdapter'].flatMap((name) => values.callsOf(name));
  const isOfIt = (call: CallNode) => {
    const [definition, ...others] = receiverOf(call)?.definitions ?? [];
    const made = definition?.kind === 'value' ? definition.node : undefined;
    const at = made?.type === 'AwaitExpression' ? made.argument : made;
    return at === created && others.length === 0;
  };

  return values
    .callsOf('useGlobalGuards')
    .filter(
      (call) =>
        isOfIt(call) &&
        starts.some(
          (start) =>
            isOfIt(start) &&
            scopeOf(start).function === scopeOf(call).function &&
            runsBefore(call, start, values),
        ),
    )
    .flatMap((call) => call.arguments);
}
