import { exportedAs } from '../exported-as.ts';
import { registrationIn } from '../registrations.ts';
import { bindingOf, parentOf, scopeOf } from '../scope.ts';
import type { Entered } from '../signatures/entered.ts';
import {
  type Decorated,
  type Decorator,
  decoratedIn,
  memberOf,
} from '../signatures/nest-decorators.ts';
import {
  type AnyNode,
  type CallNode,
  calledName,
  childrenOf,
  fieldRead,
  isCall,
  isFunction,
  literalText,
  memberName,
} from '../syntax.ts';

/** What an application is given: by what it hands each request on, and its routes. */
export interface RegisteredParts {
  /** `app.use(check)` */
  readonly uses: readonly CallNode[];
  /** What frameworks run before all routes, by another way. */
  readonly beforeAll: readonly AnyNode[];
  readonly routes: readonly Registered[];
}

export interface Registered {
  readonly method: string;
  /** What registers it; undefined where decorators do. */
  readonly call?: CallNode | undefined;
  /** Empty where it is not seen. */
  readonly path: string;
  /** What it is made of: its guards, and what answers. */
  readonly parts: readonly AnyNode[];
}

/** Of all applications in the code's own files, whichever framework they are of. */
export function registeredParts(code: Entered): RegisteredParts {
  const { modules, values, places } = code;
  const calls = [...modules.files.values()].flatMap((file) => [...file.calls.values()].flat());
  const uses: CallNode[] = [];
  const routes: Registered[] = [];

  for (const call of calls) {
    const registration = registrationIn(call);
    if (!registration || places.isInPackage(call)) continue;
    const { method, hasPath } = registration;
    if (/^(?:use|addHook|onRequest|preHandler|register|before)$/.test(method)) {
      if (isOfThis(call, code)) uses.push(call);
    } else if (hasPath || isRouted(call))
      routes.push({ method, path: pathOf(call), call, parts: [call] });
  }
  const decorated = decoratedIn(modules, values);
  const beforeAll = [
    ...values.callsOf('useGlobalGuards').flatMap((call) => call.arguments),
    ...values
      .callsOf('apply')
      .filter(isOfConsumer)
      .flatMap((call) => call.arguments),
    ...decorated.flatMap(guardsOfModule),
  ];

  return { uses, beforeAll, routes: [...routes, ...nestRoutes(decorated)] };
}

/** By a path that is made: `router.route('/' + name).post(create)`, `router.put(base + '/:id', change)`. */
function isRouted({ callee, arguments: given }: CallNode): boolean {
  if (
    callee.type !== 'MemberExpression' ||
    !/^(?:post|put|patch|delete|del|all)$/.test(fieldRead(callee) ?? '')
  )
    return false;
  const { object } = callee;
  const last = given.at(-1);

  return (
    (isCall(object) && calledName(object) === 'route') ||
    (given.length > 1 && isFunction(last) && last.params.length > 0)
  );
}

/** Not `exports.other = middy(other).use(auth)`, of another function in the same file. */
function isOfThis(call: CallNode, { path, field }: Entered): boolean {
  if (scopeOf(call).file !== path) return true;
  let top: AnyNode = call;
  for (let up = parentOf(top); up?.type === 'MemberExpression' || isCall(up); up = parentOf(top))
    top = up;
  const around = parentOf(top);
  const target =
    around?.type === 'VariableDeclarator'
      ? around.id
      : around?.type === 'AssignmentExpression'
        ? around.left
        : undefined;
  if (target?.type === 'MemberExpression')
    return (fieldRead(target) ?? field) === field || fieldRead(target) === 'exports';
  if (target?.type !== 'Identifier') return true;
  const names = (bindingOf(target)?.reads ?? []).flatMap((read) => exportedAs(read) ?? []);
  const isDeclaredExport =
    parentOf(parentOf(around as AnyNode) as AnyNode)?.type === 'ExportNamedDeclaration';

  return (
    target.name === field || names.includes(field) || (names.length === 0 && !isDeclaredExport)
  );
}

/** The first text that begins as a path, of the call or of the `route('/path')` that it is a method of. */
function pathOf(call: CallNode): string {
  for (let at: AnyNode | undefined = call; isCall(at); ) {
    const text: string | undefined = literalText(at.arguments[0]);
    if (text !== undefined) return text;
    at = at.callee.type === 'MemberExpression' ? at.callee.object : undefined;
  }
  return '';
}

function nestRoutes(decorated: readonly Decorated[]): readonly Registered[] {
  return decorated.flatMap((each): readonly Registered[] => {
    const { of, method, decorators } = each;
    const routing = decorators.find(({ name = '' }) => ofRoute.test(name));
    const body = method === undefined ? undefined : memberOf(of, method);
    if (!routing || !body) return [];
    const ofClass = decorated
      .filter((one) => one.of === of && one.method === undefined)
      .flatMap((one) => one.decorators);
    const prefix = ofClass.find(({ name = '' }) => name.endsWith('.Controller'));
    const paths = [prefix, routing].map((one) => literalText(one?.given[0]) ?? '');
    const guards = [...ofClass, ...decorators].filter(isGuard).flatMap(({ given }) => given);

    return [
      {
        method: routing.name?.split('.').at(-1) ?? '',
        path: `/${paths.join('/')}`,
        parts: [...guards, body],
      },
    ];
  });
}

const ofRoute = /^module:@nestjs\/common\.(?:Get|Post|Put|Patch|Delete|All|Head|Options)$/;

function isGuard({ name = '' }: Decorator): boolean {
  return name === 'module:@nestjs/common.UseGuards';
}

/** `{ provide: APP_GUARD, useClass: AuthGuard }` */
function guardsOfModule({ decorators }: Decorated): readonly AnyNode[] {
  const pending = decorators
    .filter(({ name = '' }) => name.endsWith('.Module'))
    .flatMap(({ given }) => given);
  const found: AnyNode[] = [];
  for (
    let node = pending.pop(), count = 0;
    node && count < MOST_NODES;
    node = pending.pop(), count += 1
  ) {
    if (node.type === 'ObjectExpression') {
      const fields = node.properties.flatMap((each) => (each.type === 'Property' ? each : []));
      const isForAll = fields.some(({ value }) =>
        value.type === 'MemberExpression'
          ? fieldRead(value) === 'APP_GUARD'
          : value.type === 'Identifier' && value.name === 'APP_GUARD',
      );
      if (isForAll)
        found.push(
          ...fields
            .filter((each) => /^use(?:Class|Existing|Factory|Value)$/.test(memberName(each) ?? ''))
            .map(({ value }) => value),
        );
    }
    pending.push(...childrenOf(node));
  }
  return found;
}

const MOST_NODES = 2000;

/** `consumer.apply(AuthMiddleware)` */
function isOfConsumer({ callee }: CallNode): boolean {
  return (
    callee.type === 'MemberExpression' &&
    callee.object.type === 'Identifier' &&
    /consumer/i.test(callee.object.name)
  );
}
