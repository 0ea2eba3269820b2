import { argumentOf } from '../call-arguments.ts';
import { constantText } from '../constant-text.ts';
import { calledName, type LinkedFile } from '../link.ts';
import type { Resolver } from '../resolver.ts';
import type { Route } from '../route.ts';
import { isRouting } from '../routes.ts';
import type { Attribute, Call, Expression } from '../syntax.ts';
import { type Applications, joinedPath, NotSeen, type Place } from './applications.ts';
import { putInto } from './put-into.ts';
import { frameworkOf, methodsOf, writtenPath } from './written-routes.ts';

/** A route at one of the places where it is served, for one method. */
export interface ServedRoute {
  readonly route: Route;
  readonly place: Place;
  readonly method: string;
  readonly path: string;
  /** Chalice asks for `requestContext.resourcePath`. */
  readonly isOfGateway?: true | undefined;
}

/** @throws NotSeen where there may be more routes than are seen. */
export function servedRoutes(
  files: readonly LinkedFile[],
  routes: readonly Route[],
  applications: Applications,
  values: Resolver,
): readonly ServedRoute[] {
  for (const file of files) refuseUnseen(file, applications, values);

  return routes
    .filter(({ isBeside, form }) => !isBeside && form !== 'lambda')
    .flatMap((route) => placesOf(route, applications, values));
}

function placesOf(
  route: Route,
  applications: Applications,
  values: Resolver,
): readonly ServedRoute[] {
  const call = route.by?.type === 'Call' ? route.by : undefined;
  const { callee } = call ?? {};
  const maker = callee?.type === 'Attribute' ? applications.makerOf(callee.object) : undefined;
  const framework = maker && frameworkOf(maker, values);
  if (!call || !maker || !framework) throw new NotSeen('what serves a route');
  const methods = methodsOf(call, calledName(call) ?? '');
  const written = constantText(argumentOf(call, 0, 'rule', 'path'));
  if (!methods || written === undefined) throw new NotSeen('a path');

  const isOfGateway = framework === 'chalice' ? (true as const) : undefined;

  return applications.placesOf(maker).flatMap((place) =>
    methods.map((method) => {
      const path = writtenPath(joinedPath(place.prefix, written));
      if (path === undefined) throw new NotSeen('a path');
      return { route, place, method, path, ...(isOfGateway && { isOfGateway }) };
    }),
  );
}

/** What serves more than decorators say, or may: each ends the list. */
function refuseUnseen(file: LinkedFile, applications: Applications, values: Resolver): void {
  for (const name of registering) if (file.calls.has(name)) throw new NotSeen(name);
  for (const name of changing)
    if (file.attributes.has(name)) throw new NotSeen(name, { isServed: served.has(name) });
  if ((file.attributes.get('scope') ?? []).some((each) => putInto(each).length > 0)) {
    throw new NotSeen('a path that is changed');
  }
  for (const name of routing) {
    for (const each of file.attributes.get(name) ?? []) {
      if (applications.makerOf(each.object) && !isDecorating(each)) {
        throw new NotSeen('a route', { isServed: true });
      }
    }
  }
  const own = file.attributes.get('dependencies') ?? [];
  if (own.some((each) => values.valuesOf(each).every(({ kind }) => kind !== 'module'))) {
    throw new NotSeen('dependencies that are changed');
  }
  for (const of of file.functions) {
    for (const each of of.decorators) {
      if (looksLikeRoute(each) && !isRouting(values, each, of)) throw new NotSeen('a route');
    }
  }
  for (const call of [...file.calls.values()].flat()) {
    if (!isSafeWith(call, applications, values)) throw new NotSeen('what is given an application');
  }
}

/** Functions that add routes, or run code that is not seen. */
const registering =
  'add_url_rule add_api_route add_route add_resource add_view add_api_websocket_route add_websocket_route mount host register_api add_namespace import_module __import__ exec eval iter_modules walk_packages'.split(
    ' ',
  );

/** Fields by which an application is changed. */
const changing =
  'view_functions url_map wsgi_app dependency_overrides _routes before_request_funcs'.split(' ');

const served: ReadonlySet<string> = new Set(['view_functions', 'before_request_funcs', '_routes']);

/** `@something.get('/orders')` */
function looksLikeRoute(decorator: Expression): boolean {
  if (decorator.type !== 'Call' || decorator.callee.type !== 'Attribute') return false;
  const text = constantText(decorator.arguments[0]?.value);

  return routing.includes(decorator.callee.name) && (text === undefined || text.startsWith('/'));
}

const routing = 'route get post put patch delete head options api_route websocket'.split(' ');

/** `@app.post('/orders')`, and not `app.post('/orders')(order)`. */
function isDecorating(method: Attribute): boolean {
  const call = method.parent;
  const of = call?.type === 'Call' && call.callee === method ? call.parent : undefined;

  return of?.type === 'Function' && of.decorators.some((each) => each === call);
}

/** What an application or a router is given to may add to its routes. */
function isSafeWith(call: Call, applications: Applications, values: Resolver): boolean {
  const isGiven = call.arguments.some(
    ({ value }) =>
      (value.type === 'Name' || value.type === 'Attribute') &&
      applications.makerOf(value) !== undefined,
  );
  if (!isGiven) return true;
  const name = calledName(call) ?? '';
  if (name === 'include_router' || name === 'register_blueprint') return true;

  const own = values.functionsOf(call.callee);
  return own.length > 0 || values.namesOf(call.callee).some((each) => adapters.test(each));
}

const adapters =
  /^(?:mangum\.(?:adapter\.)?Mangum|serverless_wsgi\.handle_request|awsgi\.response|apig_wsgi\.make_lambda_handler|uvicorn\.run|builtins\.print|flask_cors\.CORS|flask_(?:jwt_extended|sqlalchemy|bcrypt|marshmallow|migrate|mail|pymongo|limiter|httpauth)\.\w{1,40}(?:\(\)\.init_app)?|aws_xray_sdk\.[\w.()]{1,100})$/;
