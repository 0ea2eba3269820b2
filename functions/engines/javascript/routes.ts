import type { Budget } from '../flow/index.ts';
import { decoratedRoutes } from './decorated-routes.ts';
import {
  anyFramework,
  type Framework,
  frameworkOf,
  resolverParameters,
  takesListener,
} from './frameworks.ts';
import { resolversIn } from './graphql-resolvers.ts';
import { packageIn, roleOf } from './known-packages.ts';
import type { LinkedFile } from './link.ts';
import type { Modules } from './modules.ts';
import {
  functionsGiven,
  type Registration,
  readsRequest,
  registrationIn,
  routeOf,
  unseenIn,
} from './registrations.ts';
import { Resolver } from './resolver.ts';
import type { Route } from './route.ts';
import { type Binding, bindingOf } from './scope.ts';
import { type AnyNode, type CallNode, calledName, type FunctionNode } from './syntax.ts';
import type { Value, Values } from './value.ts';

export interface Routes {
  readonly all: readonly Route[];
  /** What an application hands requests to, and cannot be seen. */
  readonly unseen: readonly AnyNode[];
}

/**
 * All functions of the code that frameworks hand requests to, whichever application they belong to:
 * what the handler reaches is there to be served.
 */
export function routesIn(modules: Modules, budget: Budget): Routes {
  const known = found.get(modules);
  if (known) return known;

  const routes = findRoutes(new Resolver(modules, budget), modules.files.values());
  found.set(modules, routes);
  return routes;
}

/** For another question about the same code. */
const found = new WeakMap<Modules, Routes>();

function findRoutes(values: Values, files: Iterable<LinkedFile>): Routes {
  const routes = new Map<FunctionNode, Route>();
  const unseen: AnyNode[] = [];
  const undecided: Registration[] = [];
  const add = (route: Route) => {
    if (!routes.has(route.of)) routes.set(route.of, route);
  };

  for (const call of callsIn(files)) {
    const registration = registrationIn(call);
    const seen = registration && values.valuesOf(registration.receiver);
    const framework = seen && frameworkAmong(seen);

    if (registration && framework?.methods.has(registration.method)) {
      for (const route of routesOf(values, registration, framework)) add(route);
      unseen.push(...unseenIn(values, registration));
    } else if (registration && !framework && !seen?.some(isKnown)) {
      undecided.push(registration);
    }
    for (const route of listenersIn(values, call)) add(route);
    for (const route of decoratedRoutes(values, call)) add(route);
    for (const of of tableHandlersIn(values, call)) {
      add({ of, framework: 'middy', parameters: [{ role: 'request', event: [[]] }] });
    }
    for (const of of resolversIn(values, call)) {
      add({ of, framework: 'graphql', parameters: resolverParameters });
    }
  }
  for (const route of routesByShape(values, undecided)) add(route);
  return { all: [...routes.values()], unseen };
}

function* callsIn(files: Iterable<LinkedFile>): Iterable<CallNode> {
  for (const { calls } of files) {
    for (const some of calls.values()) yield* some;
  }
}

function routesOf(
  values: Values,
  registration: Registration,
  framework: Framework,
): readonly Route[] {
  return functionsGiven(values, registration).map((of) => routeOf(of, registration, framework));
}

/**
 * Of applications that are not known by name, for their framework came in the same bundle: those that
 * once are given a path and a function that reads what only requests have.
 */
function routesByShape(values: Values, undecided: readonly Registration[]): readonly Route[] {
  const given = undecided.map((registration) => ({
    registration,
    functions: functionsGiven(values, registration),
  }));
  const certain = given.filter(
    ({ registration, functions }) => registration.hasPath && functions.some(readsRequest),
  );
  const applications = new Set(
    certain.flatMap(({ registration }) => applicationOf(registration) ?? []),
  );
  const all = given.filter((one) => {
    const application = applicationOf(one.registration);
    return certain.includes(one) || (application && applications.has(application));
  });

  return all.flatMap(({ registration, functions }) =>
    functions.map((of) => routeOf(of, registration, anyFramework)),
  );
}

function applicationOf({ receiver }: Registration): Binding | undefined {
  return bindingOf(receiver);
}

/** `httpRouterHandler([{ method, path, handler }])`: each gets the event as it is. */
function tableHandlersIn(values: Values, call: CallNode): readonly FunctionNode[] {
  const isRouter =
    /router/i.test(calledName(call) ?? '') && values.namesOf(call.callee).some(isTableRouter);

  return isRouter
    ? functionsGiven(values, { call, receiver: call.callee, method: '', hasPath: true })
    : [];
}

function isTableRouter(name: string): boolean {
  return /^module:@middy\/(?:http|ws)-router(?:\.default)?$/.test(name);
}

/** `http.createServer((request, response) => …)`. */
function listenersIn(values: Values, call: CallNode): readonly Route[] {
  if (!/^(?:createServer|Server)$/.test(calledName(call) ?? '')) return [];
  const [maker] = values.namesOf(call.callee).filter(takesListener);
  const framework = maker === undefined ? undefined : frameworkOf(maker);
  if (!framework) return [];

  const { name, parameters } = framework;
  return call.arguments
    .flatMap((argument) => values.functionsOf(argument))
    .map((of) => ({ of, framework: name, parameters }));
}

function frameworkAmong(seen: readonly Value[]): Framework | undefined {
  for (const value of seen) {
    const framework = value.kind === 'made' ? frameworkOf(value.name) : undefined;
    if (framework) return framework;
  }
  return undefined;
}

/** A global, or of a package that is known, and so is none that serves. */
function isKnown(value: Value): boolean {
  if (value.kind !== 'name' && value.kind !== 'made') return false;
  const name = packageIn(value.name);

  return name === undefined || roleOf(name) !== undefined;
}
