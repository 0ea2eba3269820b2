import type { Weakness } from '../../core/weakness.ts';
import { Budget, CodeNotAnalysed, HandlerMissing, onThisStack } from '../flow/index.ts';
import { PackageFolders } from '../packages/index.ts';
import { openAuthorizer } from './authorizers/open-authorizer.ts';
import { checkedEvents } from './checked-events.ts';
import { isBehindCustomResource } from './custom-resource.ts';
import { Places } from './evidence.ts';
import { exportsOf } from './exports.ts';
import { loggedPasswords } from './faults/logged-passwords.ts';
import { weighedSecrets } from './faults/logged-secrets.ts';
import { faultsIn } from './faults.ts';
import { Flow } from './flow.ts';
import { findHandlerName } from './handler-name.ts';
import type { LinkedFile } from './link.ts';
import { moduleAsCommonJs } from './module-as-common-js.ts';
import { EntryNotParsed, loadModules, type Unread } from './modules.ts';
import { otherHits } from './other-sources.ts';
import { OwnPackages } from './own-packages.ts';
import { Resolver } from './resolver.ts';
import type { Route } from './route.ts';
import { routesIn } from './routes.ts';
import { bindingOf, scopeOf } from './scope.ts';
import { handlerExpressions } from './sdk-calls/handler-expressions.ts';
import { missingExport, missingFile, missingSdks, notJavaScript, notOneKind } from './starting.ts';
import { step } from './steps.ts';
import { type AnyNode, type CallNode, type FunctionNode, isCall } from './syntax.ts';
import { unfollowedIn } from './unfollowed.ts';
import type { Value, Values } from './value.ts';
import { type Found, hitsOf, isOfPackage, weaknessesOf } from './weaknesses-of.ts';

export interface JavaScriptSource {
  /** By path within the archive; without what is in node_modules. */
  readonly files: ReadonlyMap<string, string>;
  /** As configured: `file.export`. */
  readonly handler: string;
  /** What explains names within the project. @default nothing */
  readonly own?: OwnPackages;
  /** Where installed packages lie. @default nowhere */
  readonly folders?: PackageFolders;
  /** Texts of `schema.prisma`. @default none */
  readonly schemas?: readonly string[];
  /** Of syntax, in all files that the handler reaches. @default MOST_NODES */
  readonly mostNodes?: number;
  /** Of the way of the event. @default MOST_STEPS */
  readonly mostSteps?: number;
  /** As `nodejs24.x`. @default one of which nothing is known */
  readonly runtime?: string | undefined;
  /** Whether no code can come from elsewhere, as from a layer, and none is unread. @default false */
  readonly isAll?: boolean;
}

export interface JavaScriptFindings {
  /** By place, at most a hundred. */
  readonly weaknesses: readonly Weakness[];
  /** Files that the handler reaches and that are no JavaScript: what they do is unknown. */
  readonly unread: readonly Unread[];
  /** Where the event goes and is not followed: what is done with it there is unknown. */
  readonly unfollowed: readonly Unread[];
}

/**
 * Follows the event from the configured handler to where it would be run as code. Code within the
 * archive is followed across functions and files; of packages, only what is listed in built-ins.ts.
 * What goes elsewhere is listed, but for what known-packages.ts says is harmless.
 *
 * @throws CodeNotAnalysed when the handler or its file is not there, not a function that can
 *   be seen, not JavaScript, or too much or too deep to follow.
 */
export function findWeaknesses(source: JavaScriptSource): JavaScriptFindings {
  try {
    return onThisStack(source.handler, () => analyse(source));
  } catch (error) {
    if (error instanceof HandlerMissing && source.isAll) {
      return { weaknesses: [missingFile(error)], unread: [], unfollowed: [] };
    }
    const broken = error instanceof EntryNotParsed ? brokenEntry(error.unread, source) : undefined;
    if (broken) return broken;
    throw error;
  }
}

/** That the function does not start. What was meant to run stays unread. */
function brokenEntry(
  unread: Unread | undefined,
  { files, runtime }: JavaScriptSource,
): JavaScriptFindings | undefined {
  const weakness = unread && notJavaScript(unread, files.get(unread.path) ?? '', runtime);

  return weakness && { weaknesses: [weakness], unread: [unread], unfollowed: [] };
}

function analyse(source: JavaScriptSource): JavaScriptFindings {
  const { files, handler, mostNodes, mostSteps = MOST_STEPS, runtime, isAll = false } = source;
  const { own = new OwnPackages([]), folders = new PackageFolders([]) } = source;
  const entry = findHandlerName(handler, { files, own });
  const { path, exports } = entry;
  const modules = loadModules({ files, own, folders }, path, mostNodes);
  const budget = new Budget(mostSteps);
  const routes = routesIn(modules, budget);
  const resolver = new Resolver(modules, budget, routes.all);
  const [first = '', ...nested] = exports;

  const exported = nested.reduce(
    (values, field) => values.flatMap((value) => resolver.fieldOf(value, field)),
    exportsOf(resolver, modules, path, first),
  );
  const seen = functionsAmong(exported);
  const makers = seen.length > 0 ? [] : makersOf(modules.files.get(path), first);
  const functions = [...seen, ...makers.flatMap((maker) => givenTo(maker, resolver))];
  const lacking =
    isAll && exported.length === 0 && modules.unread.length === 0
      ? missingExport(entry, modules)
      : undefined;
  if (lacking) return { weaknesses: [lacking], unread: [], unfollowed: [] };
  const broken = modules.unread.find((file) => file.path === path);
  const notStarted = brokenEntry(broken, source);
  const file = modules.files.get(path);
  const mixed = isAll && file ? notOneKind(file, files, runtime) : undefined;
  const asCommonJs =
    isAll && !mixed ? moduleAsCommonJs(modules, path, runtime, { own, files }) : undefined;
  if (functions.length === 0 && routes.all.length === 0) {
    if (notStarted) return notStarted;
    if (broken) throw new CodeNotAnalysed(`${path}: ${broken.reason}`);
    throw new CodeNotAnalysed(
      `the handler ${handler} is not analysed: ${path} exports no function ${exports.join('.')} that can be seen`,
    );
  }

  const flow = new Flow(resolver, budget, checkedEvents(exported, resolver));
  const places = new Places(files);
  for (const each of functions) if (!isBehindCustomResource(each)) flow.start(each);
  for (const route of routes.all) flow.serve(route);
  for (const each of routes.unseen) flow.lose(each, each);
  for (const { callee } of functions.length > 0 ? makers : []) flow.lose(callee, callee);
  flow.run(step);

  const begins = new Set([...functions, ...routes.all.map(({ of }) => of)]);
  const others = otherHits(
    modules,
    resolver,
    (node) => isOwn(node, flow, places) && !isOfRoute(node, routes.all),
  );
  const authorizer = openAuthorizer(exported, modules, resolver);
  const passwords = loggedPasswords({ modules, files, values: resolver, places, flow });
  const isReported = ({ node, sink }: Found) =>
    sink.kind === 'logs-whole-event' && passwords.some((each) => each.node === node);
  const found = [
    ...(authorizer ? [authorizer] : []),
    ...passwords,
    ...hitsOf(flow).filter((hit) => !isOfPackage(hit, places) && !isReported(hit)),
    ...weighedSecrets(others.hits, {
      values: resolver,
      text: (node) => places.textOf(node, LONGEST),
      isEntered: (of) => flow.hasEntered(of) || begins.has(of),
    }),
    // That a token is read without a check is then the same fault.
    ...faultsIn(modules, resolver, places).filter(({ node }) => node !== authorizer?.node),
    ...(isAll ? missingSdks(modules, path, runtime, folders) : []),
  ];
  return {
    weaknesses: [
      ...(notStarted?.weaknesses ?? []),
      ...(mixed ? [mixed] : []),
      ...(asCommonJs ? [asCommonJs] : []),
      ...weaknessesOf(found, { places, values: resolver }),
    ],
    unread: modules.unread,
    unfollowed: [
      ...unfollowedIn(flow, modules, exported, places),
      ...(others.isWhole ? [] : [{ path, reason: 'errors that are caught are not all followed' }]),
    ],
  };
}

/**
 * Whether a source that is no event is looked at: in a bundle that says of no part whose it is, only
 * in functions that the event comes to. What else it holds is what packages do among themselves.
 */
function isOwn(node: AnyNode, flow: Flow, places: Places): boolean {
  const { file, function: of } = scopeOf(node);
  if (places.isInPackage(node)) return false;

  return !places.isMixed(file) || (of !== undefined && flow.hasEntered(of));
}

/** Whether it reads what a framework gives first: a request by the short name of an error. */
function isOfRoute(node: AnyNode, routes: readonly Route[]): boolean {
  const [definition] = bindingOf(node)?.definitions ?? [];

  return (
    definition?.kind === 'parameter' &&
    routes.some(({ of, parameters }) => of === definition.of && parameters[definition.index])
  );
}

/** Of `exports.handler = make({ create() {…}, remove() {…} })`: it may call any of them. */
function makersOf(file: LinkedFile | undefined, name: string): readonly CallNode[] {
  return handlerExpressions(file, name).filter((expression) => isCall(expression));
}

function givenTo(maker: CallNode, values: Values): readonly FunctionNode[] {
  return maker.arguments
    .flatMap((argument) => values.valuesOf(argument))
    .flatMap((value) => (value.kind === 'object' ? value.node.properties : []))
    .flatMap((property) =>
      property.type === 'Property' ? values.functionsOf(property.value) : [],
    );
}

/** A wrapper gets the event, and hands it to what it wraps. */
function functionsAmong(values: readonly Value[]): readonly FunctionNode[] {
  const nodes = values.flatMap((value) =>
    value.kind === 'function' || value.kind === 'wrapped' ? value.node : [],
  );

  return [...new Set(nodes)];
}

/** Of a condition that is looked at. */
const LONGEST = 200;

/** Some ten seconds' worth, of the minute that an analysis has: a bundle with a dozen AWS clients takes half. */
const MOST_STEPS = 8_000_000;
