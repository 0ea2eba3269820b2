import type { Places } from '../evidence.ts';
import { packageIn, roleOf } from '../known-packages.ts';
import { objectsOf, optionIn, textOf } from '../options.ts';
import { functionsIn } from '../registrations.ts';
import { bindingOf, parentOf } from '../scope.ts';
import {
  type AnyNode,
  type CallNode,
  calledName,
  type FunctionNode,
  isCall,
  type NodeOf,
} from '../syntax.ts';
import type { Value, Values } from '../value.ts';
import { type Application, applicationOf } from './application-of.ts';
import { anyPath, type CodePath, joinedPath, pathsIn } from './code-path.ts';
import { packageGuard } from './package-guards.ts';
import type { Proof } from './verification.ts';

/** What an application runs of what it is given. */
export interface Step {
  /** Of the code: any of them. */
  readonly functions: readonly FunctionNode[];
  /** What a package makes, and that lets on only who has a token. */
  readonly proof?: Proof | undefined;
  /** Another application, or a router. */
  readonly mount?: Application | undefined;
  /** Whether it is not seen what that is. */
  readonly isUnseen?: boolean;
  /** Whether a package has wrapped them, and may run them for some requests alone. */
  readonly isWrapped?: boolean;
  /** Whether it answers with files that all may see. */
  readonly isPages?: boolean;
}

/** What an application is given to run. */
export interface Registered {
  readonly call: CallNode;
  readonly of: Application;
  readonly framework: string;
  /** `GET`; `ANY`; none of what runs before other routes. */
  readonly verbs: readonly string[];
  readonly paths: readonly CodePath[];
  /** Whether it takes these paths alone, and nothing below them. */
  readonly isExact: boolean;
  /** In the order in which they run. */
  readonly steps: readonly Step[];
  /** Whether it may keep strangers from what runs after it. */
  readonly mayGuard: boolean;
}

/**
 * @param isOf whether an application is one that is read.
 * @returns undefined for what is registered in a way that is not known.
 */
export function registered(
  call: CallNode,
  method: string,
  of: Application,
  framework: string,
  given: {
    readonly values: Values;
    readonly places: Places;
    readonly isOf: (made: AnyNode) => boolean;
  },
): Registered | undefined {
  const reader = new StepReader(given);
  const common = { call, of, framework };
  if (framework === 'fastify') return ofFastify(common, method, reader, given.values);
  if (method === 'route' && framework !== 'hono') return undefined;

  const { paths, rest } = pathsOf(call, method, given.values);
  const steps = rest.flatMap((each) => reader.stepsIn(each));
  const below = paths.map((path) => joinedPath(of.below, path));
  if (method === 'on') {
    const [verb, path, ...handlers] = call.arguments;
    return {
      ...common,
      verbs: verbsIn(verb),
      paths: (path ? pathsIn(path) : [anyPath]).map((each) => joinedPath(of.below, each)),
      isExact: true,
      steps: handlers.flatMap((each) => reader.stepsIn(each)),
      mayGuard: false,
    };
  }
  const verb = verbs.get(method);
  if (verb !== undefined) {
    return {
      ...common,
      verbs: [verb],
      paths: below,
      isExact: true,
      steps,
      mayGuard: verb === 'ANY',
    };
  }
  const hasPath = rest.length < call.arguments.length;
  const isOfPathAlone = framework === 'hono' || isLambdaApi(call, given.values);
  const isUse = method === 'use' || (method === 'route' && framework === 'hono');
  if (!isUse && !beside.has(method)) return undefined;

  return {
    ...common,
    verbs: [],
    paths: isUse ? below : [[]],
    // Of Hono and lambda-api `use('/orders', …)` is of this path alone.
    isExact: method === 'use' && hasPath && isOfPathAlone,
    steps,
    mayGuard: method === 'use',
  };
}

/** `any` of lambda-api, `del` of older ones. */
const verbs: ReadonlyMap<string, string> = new Map([
  ...'get post put patch delete head options'
    .split(' ')
    .map((each) => [each, each.toUpperCase()] as const),
  ['del', 'DELETE'],
  ['opts', 'OPTIONS'],
  ['all', 'ANY'],
  ['any', 'ANY'],
  ['search', 'ANY'],
  ['m-search', 'ANY'],
  ['merge', 'ANY'],
]);

/** They run where a route has failed, where there is none, or for a parameter. */
const beside: ReadonlySet<string> = new Set(['notFound', 'onError', 'param']);

function isLambdaApi({ callee }: CallNode, values: Values): boolean {
  return (
    callee.type === 'MemberExpression' &&
    values
      .valuesOf(callee.object)
      .some((value) => value.kind === 'made' && packageIn(value.name) === 'lambda-api')
  );
}

function verbsIn(node: AnyNode | undefined): readonly string[] {
  if (node?.type === 'ArrayExpression')
    return node.elements.flatMap((each) => verbsIn(each ?? undefined));
  const text = textOf(node)?.toUpperCase();

  return [text !== undefined && /^[A-Z]{1,20}$/.test(text) && text !== 'ALL' ? text : 'ANY'];
}

/** The paths that a call says first, if it says any, and what comes after. */
function pathsOf(
  { arguments: given }: CallNode,
  method: string,
  values: Values,
): { readonly paths: readonly CodePath[]; readonly rest: readonly AnyNode[] } {
  const [first, second, ...more] = given;
  const whole = { paths: [[]], rest: given };
  if (!first || beside.has(method)) return whole;
  // `router.get('name', '/path', …)` of Koa.
  if (second && isPath(first) && textOf(second)?.startsWith('/')) {
    return { paths: pathsIn(second), rest: more };
  }
  if (isPath(first)) return { paths: pathsIn(first), rest: given.slice(1) };
  const isSeen =
    first.type === 'SpreadElement' ||
    // What another file or a package exports may be a path as well.
    values.valuesOf(first).some((value) => value.kind !== 'name' || isKnown(value)) ||
    values.functionsOf(first).length > 0 ||
    /Function|Call|Array/.test(first.type);

  return isSeen || given.length < 2 ? whole : { paths: [anyPath], rest: given.slice(1) };
}

function isPath(node: AnyNode): boolean {
  if (node.type === 'ArrayExpression') {
    return node.elements.length > 0 && node.elements.every((each) => each && isPath(each));
  }
  return textOf(node) !== undefined || node.type === 'TemplateLiteral' || node.type === 'Literal';
}

/** In the order of a request. Source: "Lifecycle" (Fastify). */
const hooks = ['onRequest', 'preParsing', 'preValidation', 'preHandler'] as const;

function ofFastify(
  common: Pick<Registered, 'call' | 'of' | 'framework'>,
  method: string,
  reader: StepReader,
  values: Values,
): Registered | undefined {
  const { call, of } = common;
  const { arguments: given } = call;
  const [first, ...rest] = given;
  const before = { ...common, verbs: [], isExact: false };
  if (method === 'addHook') {
    // It may change what runs before each route.
    if (textOf(first) === 'onRoute' || textOf(first) === undefined) return undefined;
    const isEarly = hooks.some((name) => name === textOf(first));
    return {
      ...before,
      paths: [of.below],
      steps: rest.flatMap((each) => reader.stepsIn(each)),
      mayGuard: isEarly,
    };
  }
  if (method === 'register') {
    const settings = rest[0];
    const prefix = settings && optionIn(values, settings, 'prefix');
    const isSeen = !settings || objectsOf(values, settings).length === 1;
    const paths = prefix ? pathsIn(prefix) : [isSeen ? [] : anyPath];
    return {
      ...before,
      paths: paths.map((each) => joinedPath(of.below, each)),
      steps: first ? reader.pluginsIn(first) : [],
      mayGuard: false,
    };
  }
  const settings = method === 'route' ? first : rest.find((each) => isSettings(each, values));
  const isWhole = !settings || isWholeObject(settings, values);
  const options = (name: string) => {
    const value = settings && optionIn(values, settings, name);
    return value ? reader.stepsIn(value) : [];
  };
  const last = method === 'route' ? undefined : given.at(-1);
  const steps = [
    ...hooks.flatMap(options),
    ...(last && last !== settings ? reader.stepsIn(last) : options('handler')),
  ];
  if (!isWhole) return undefined;
  if (method === 'route') {
    const url =
      settings && (optionIn(values, settings, 'url') ?? optionIn(values, settings, 'path'));
    return {
      ...common,
      verbs: verbsIn(settings && optionIn(values, settings, 'method')),
      paths: (url ? pathsIn(url) : [anyPath]).map((each) => joinedPath(of.below, each)),
      isExact: true,
      steps,
      mayGuard: false,
    };
  }
  const verb = verbs.get(method);
  if (verb !== undefined) {
    return {
      ...common,
      verbs: [verb],
      paths: (first ? pathsIn(first) : [anyPath]).map((each) => joinedPath(of.below, each)),
      isExact: true,
      steps,
      mayGuard: false,
    };
  }
  return {
    ...before,
    paths: [of.below],
    steps: given.flatMap((each) => reader.stepsIn(each)),
    mayGuard: false,
  };
}

function isSettings(node: AnyNode, values: Values): boolean {
  return values.functionsOf(node).length === 0 && objectsOf(values, node).length > 0;
}

function isWholeObject(node: AnyNode, values: Values): boolean {
  const objects = objectsOf(values, node);

  return (
    objects.length === 1 &&
    objects.every(({ properties }) => properties.every(({ type }) => type === 'Property'))
  );
}

/** Reads what an application is given. */
class StepReader {
  readonly #values: Values;
  readonly #places: Places;
  readonly #isOf: (made: AnyNode) => boolean;

  constructor({ values, places, isOf }: Parameters<typeof registered>[4]) {
    this.#values = values;
    this.#places = places;
    this.#isOf = isOf;
  }

  stepsIn(node: AnyNode, depth = 0): readonly Step[] {
    if (depth > MOST_NESTED) return [unseen];
    const list = listIn(node);
    if (list) return list.flatMap((each) => (each ? this.stepsIn(each, depth + 1) : []));
    if (node.type === 'SpreadElement') return [unseen];
    const proof = packageGuard(node, this.#values);
    if (proof) return [{ functions: [], proof }];
    const mount = this.#mountIn(node);
    if (mount) return [{ functions: [], mount }];

    const functions = functionsIn(this.#values, node);
    const own = functions.filter((of) => !this.#places.isInPackage(of));
    if (own.length > 0) return [{ functions: own, isWrapped: this.#isWrapped(node) }];
    const values = this.#values.valuesOf(node);
    if (values.length > 0 && values.every(isPages)) return [{ functions: [], isPages: true }];
    const isHarmless = values.length > 0 && functions.length === 0 && values.every(isKnown);

    return isHarmless || isQuiet(node) ? [] : [unseen];
  }

  /** `except('/login', guard)`, `guard.unless(…)`: not what a function of the code makes, or hands errors on alone. */
  #isWrapped(node: AnyNode): boolean {
    if (!isCall(node) || this.#values.functionsOf(node.callee).length > 0) return false;

    return !this.#values
      .namesOf(node.callee)
      .some((name) => handingErrorsOn.has(packageIn(name) ?? ''));
  }

  /** Of `register(plugin)`. */
  pluginsIn(node: AnyNode): readonly Step[] {
    const plugins = functionsIn(this.#values, node).filter((of) => !this.#places.isInPackage(of));
    const values = this.#values.valuesOf(node);
    if (plugins.length > 0) {
      return plugins.map((made) => ({ functions: [], mount: { made, below: [] } }));
    }

    return values.length > 0 && values.every((each) => isPlugin(each) || isPages(each))
      ? []
      : [unseen];
  }

  #mountIn(node: AnyNode): Application | undefined {
    const isRoutes =
      isCall(node) &&
      node.callee.type === 'MemberExpression' &&
      /^(?:routes|middleware)$/.test(calledName(node) ?? '') &&
      node.arguments.length === 0;
    const at = isRoutes && node.callee.type === 'MemberExpression' ? node.callee.object : node;
    const application = applicationOf(at, this.#values);

    return application && this.#isOf(application.made) ? application : undefined;
  }
}

/** They run what they wrap for each request. */
const handingErrorsOn: ReadonlySet<string> = new Set(
  'express-async-handler express-async-wrap async-middleware fastify-plugin'.split(' '),
);

/** Of Fastify: they have no routes of their own. Sources: the README of each. */
function isPlugin(value: Value): boolean {
  const isNamed = value.kind === 'name' || value.kind === 'made';

  return isNamed && plugins.has(packageIn(value.name) ?? '');
}

const plugins: ReadonlySet<string> = new Set(
  'cors helmet jwt cookie multipart formbody rate-limit sensible compress auth env session secure-session etag accepts request-context postgres mongodb mysql redis swagger'
    .split(' ')
    .map((name) => `@fastify/${name}`),
);

const unseen: Step = { functions: [], isUnseen: true };
const MOST_NESTED = 4;

/** `[a, b]`, or a name for it. */
function listIn(node: AnyNode): NodeOf<'ArrayExpression'>['elements'] | undefined {
  if (node.type === 'ArrayExpression') return node.elements;
  if (node.type === 'SpreadElement') return listIn(node.argument);
  const [definition, ...others] = bindingOf(node)?.definitions ?? [];
  const isOne = definition?.kind === 'value' && definition.path.length === 0 && others.length === 0;

  return isOne && definition.node.type === 'ArrayExpression' && !isFilled(node)
    ? definition.node.elements
    : undefined;
}

/** `list.push(guard)`, `list.length = 0` */
function isFilled(node: AnyNode): boolean {
  const binding = bindingOf(node);
  const isOf = (read: AnyNode) => {
    const around = parentOf(read);
    return around?.type === 'MemberExpression' && around.object === read;
  };

  return (binding?.writes.length ?? 0) > 1 || (binding?.reads.some(isOf) ?? false);
}

/** `allowedMethods()` answers what a router has no method for. */
function isQuiet(node: AnyNode): boolean {
  return isCall(node) && calledName(node) === 'allowedMethods';
}

function isPages(value: Value): boolean {
  if (value.kind !== 'name' && value.kind !== 'made') return false;

  return pages.has(packageIn(value.name) ?? '') || /^module:express\.static$/.test(value.name);
}

/** They show files, and the documentation of an API. */
const pages: ReadonlySet<string> = new Set(
  'serve-static swagger-ui-express serve-favicon koa-static @fastify/static @fastify/swagger @fastify/swagger-ui @hono/swagger-ui redoc-express'.split(
    ' ',
  ),
);

/** Of a package that neither answers nor sends a request elsewhere. */
function isKnown(value: Value): boolean {
  if (value.kind !== 'name' && value.kind !== 'made') return false;
  const name = packageIn(value.name);

  if (name === undefined || quiet.has(name)) return true;
  // What adapts something else answers by itself: a GraphQL server, tRPC.
  const role = roleOf(name);
  return role === 'adapter' ? parsing.has(name) : role !== undefined;
}

/** Frameworks that bring middleware. */
const parsing: ReadonlySet<string> = new Set('express hono restify connect'.split(' '));

/** Of middleware that neither answers nor changes where a request goes. */
export function isQuietPackage(name: string): boolean {
  return quiet.has(name) && name !== 'method-override';
}

/** What middleware of others does no more than read, limit and log. Sources: the README of each. */
const quiet: ReadonlySet<string> = new Set(
  (
    'express-rate-limit rate-limiter-flexible express-slow-down hpp express-validator celebrate express-fileupload ' +
    'express-mongo-sanitize xss-clean cookie-session response-time connect-timeout express-winston pino-http ' +
    'express-pino-logger express-async-errors express-useragent request-ip koa-logger koa-helmet koa-compress @koa/multer fastify-plugin ' +
    // See `overridesMethods`.
    'method-override'
  ).split(' '),
);
