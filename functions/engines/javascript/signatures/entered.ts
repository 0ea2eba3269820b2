import { Budget } from '../../flow/index.ts';
import { PackageFolders } from '../../packages/index.ts';
import { mostSteps as MOST_STEPS, mayCompareSecret } from '../../signatures/index.ts';
import { Places } from '../evidence.ts';
import { exportsOf } from '../exports.ts';
import type { JavaScriptSource } from '../find-weaknesses.ts';
import { findHandlerName } from '../handler-name.ts';
import { loadModules, type Modules } from '../modules.ts';
import { OwnPackages } from '../own-packages.ts';
import { functionsIn } from '../registrations.ts';
import { Resolver } from '../resolver.ts';
import { type Routes, routesIn } from '../routes.ts';
import type { bindingOf } from '../scope.ts';
import type { FunctionNode } from '../syntax.ts';
import type { Value, Values } from '../value.ts';
import { Requested } from './requested.ts';
import { Verification } from './verification.ts';

/** A program where Lambda enters it, and what is needed to ask who verifies there. */
export interface Entered {
  readonly modules: Modules;
  readonly values: Resolver;
  readonly budget: Budget;
  readonly places: Places;
  readonly verification: Verification;
  /** What frameworks hand requests to. */
  readonly routes: Routes;
  /** Of the handler's file, and the field of it that is the handler. */
  readonly path: string;
  readonly field: string;
  /** What the handler is. */
  readonly exported: readonly Value[];
  /** The functions that Lambda calls. */
  readonly entries: readonly FunctionNode[];
  /** Whether anything in it has the name of what verifies; else it only refuses. */
  readonly mayVerify: boolean;
}

/**
 * Undefined where nothing in the code has the name of what verifies, or refuses: most code has none, and is not looked at.
 *
 * @param applications which are looked at, too: those that seem to do nothing but read, or all
 * @param mayBe what else in the text of a file has the code looked at
 */
export function entered(
  source: JavaScriptSource,
  applications?: 'reading' | 'all',
  mayBe?: (text: string) => boolean,
): Entered | undefined {
  const { files, handler, mostNodes, mostSteps = MOST_STEPS } = source;
  const { own = new OwnPackages([]), folders = new PackageFolders([]) } = source;
  const { path, exports } = findHandlerName(handler, { files, own });
  const modules = loadModules({ files, own, folders }, path, mostNodes);
  const isVerifying = mayVerify(modules, files);
  const isAsked = isVerifying || mayRefuse(modules, files);
  const isServed =
    applications !== undefined &&
    isServing(modules) &&
    (applications === 'all' || !writesByMethod(modules, files));
  const isAskedFor =
    mayBe !== undefined && [...modules.files.keys()].some((each) => mayBe(files.get(each) ?? ''));
  if (!isAsked && !isServed && !isAskedFor) return undefined;

  const budget = new Budget(mostSteps);
  const routes = routesIn(modules, budget);
  const values = new Resolver(modules, budget, routes.all);
  const [field = '', ...nested] = exports;
  const exported = nested.reduce(
    (found, name) => found.flatMap((value) => values.fieldOf(value, name)),
    exportsOf(values, modules, path, field),
  );
  const places = new Places(files);

  return {
    modules,
    values,
    budget,
    places,
    verification: new Verification(values, new Requested(), budget),
    routes,
    path,
    field,
    exported,
    entries: entriesAmong(exported, values, places),
    mayVerify: isVerifying,
  };
}

/**
 * Of `verified(handler)`, a function of the code, what it makes: it calls the other one itself. What middy makes
 * calls what it wraps, whether a bundler has put it into the file or not, unless it is given what runs before that.
 */
function entriesAmong(
  exported: readonly Value[],
  values: Values,
  places: Places,
): readonly FunctionNode[] {
  const isMiddy = (node: FunctionNode) => places.isInPackageNamed(node, '@middy/core');
  const functions = exported.flatMap((value) => (value.kind === 'function' ? value.node : []));
  const own = functions.filter((node) => !isMiddy(node) || isGivenHooks(values, places));
  const wrapped = exported.flatMap((value) =>
    value.kind === 'wrapped' && !(own.length > 0 && isOwn(value.by, values)) ? value.node : [],
  );

  return [...new Set([...own, ...wrapped.filter((node) => !isMiddy(node))])];
}

/** `handler.use({ before: act })`, with functions of the code. */
function isGivenHooks(values: Values, places: Places): boolean {
  return ['use', 'before', 'after', 'onError'].some((name) =>
    values
      .callsOf(name)
      .some((call) =>
        call.arguments
          .flatMap((given) => functionsIn(values, given))
          .some((of) => !places.isInPackage(of)),
      ),
  );
}

function isOwn(callee: Parameters<typeof bindingOf>[0], values: Values): boolean {
  return values.functionsOf(callee).length > 0;
}

function mayVerify({ files }: Modules, texts: JavaScriptSource['files']): boolean {
  return [...files].some(([path, { calls, requests }]) => {
    for (const name of calls.keys()) if (verifying.test(name)) return true;
    for (const request of requests) if (guarding.test(request)) return true;
    const text = texts.get(path) ?? '';
    return mayCompareSecret(text) || text.includes('secretToken');
  });
}

function mayRefuse({ files }: Modules, texts: JavaScriptSource['files']): boolean {
  return [...files.keys()].some((path) => refusing.test(texts.get(path) ?? ''));
}

function isServing({ files }: Modules): boolean {
  return [...files.values()].some(({ requests }) =>
    [...requests].some((name) => serving.test(name)),
  );
}

function writesByMethod({ files }: Modules, texts: JavaScriptSource['files']): boolean {
  return [...files.keys()].some((path) => writing.test(texts.get(path) ?? ''));
}

const serving = /^(?:@nestjs\/core|express|koa|hono|fastify)$/;

/** How routes of other methods are written. */
const writing = /\b(?:Post|Put|Patch|Delete|All)\)?\(|\.(?:post|put|patch|delete)\(/;

const refusing =
  /\b40[13]\b|unauthori[sz]ed|forbidden|not_?authori[sz]ed|access_?denied|canActivate|bcrypt|argon2|initiateAuth|\.authorizer\b/i;

/** Packages that make what stands before routes: see `package-guards.ts`. */
const guarding = /jwt|passport$/;

const verifying =
  /verif|hmac|timingSafe|safeCompare|scmp|constructEvent|validate(?:Incoming)?Request|SlackRequest|createLambdaFunction|AwsLambdaReceiver|validate\w{0,20}Signature|isValid|assertValid|validateEvent|unmarshal|^decode$|^webhookCallback$|^createWebhook$/i;
