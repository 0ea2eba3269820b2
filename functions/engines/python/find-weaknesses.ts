import type { Weakness } from '../../core/weakness.ts';
import { Budget, HandlerMissing, onThisStack } from '../flow/index.ts';
import { openAuthorizer } from './authorizers/open-authorizer.ts';
import { wrappersOf } from './decorators.ts';
import { startEnvironment } from './environment.ts';
import { Places } from './evidence.ts';
import { faultsIn } from './faults.ts';
import { Flow } from './flow.ts';
import { findHandlerName } from './handler-name.ts';
import { safeAsItComes } from './kinds.ts';
import type { SourceFiles } from './module-file.ts';
import { loadModules, type Modules, noHandler, type Unread } from './modules.ts';
import { Resolver } from './resolver.ts';
import { startErrors, startRoutes } from './sources.ts';
import { missingFile, missingName, notPython } from './starting.ts';
import { step } from './steps.ts';
import { unfollowedIn, unreadRoutesIn } from './unfollowed.ts';
import { milderWhereUnreached } from './unreached.ts';
import type { Value } from './value.ts';
import { hitsOf, weaknessesOf } from './weaknesses-of.ts';

export interface PythonSource {
  /** By path within the archive; without what is installed. */
  readonly files: SourceFiles;
  /** As configured: `module.function`. */
  readonly handler: string;
  /** Words and signs of all files that the handler reaches. @default MOST_TOKENS */
  readonly mostTokens?: number;
  /**
   * Whether there is nothing else that the function may load: no layer, no file that could not be
   * read. Then what is missing keeps it from starting. @default false
   */
  readonly isAll?: boolean;
  /** Of the function: `python2.7` runs what asks for Python 2. @default one of Python 3 */
  readonly runtime?: string | undefined;
}

export interface PythonFindings {
  /** By place, at most a hundred. */
  readonly weaknesses: readonly Weakness[];
  /** Files that the handler reaches and that are not Python in whole or in part. */
  readonly unread: readonly Unread[];
  /** Where the event goes and is not followed: what is done with it there is unknown. */
  readonly unfollowed: readonly Unread[];
}

/**
 * Follows the event from the configured handler, and from the routes of the frameworks that it
 * serves, to where it does harm. Code within the archive is followed across functions and files; of
 * packages, only what the tables say.
 *
 * @throws CodeNotAnalysed when the handler or its file is not there, is nothing that can be seen,
 *   not Python, or too much to follow.
 */
export function findWeaknesses(source: PythonSource): PythonFindings {
  try {
    return onThisStack(source.handler, () => analyse(source));
  } catch (error) {
    if (error instanceof HandlerMissing && source.isAll) {
      return { weaknesses: [missingFile(error)], unread: [], unfollowed: [] };
    }
    throw error;
  }
}

function analyse({
  files,
  handler,
  mostTokens,
  isAll = false,
  runtime,
}: PythonSource): PythonFindings {
  const entry = findHandlerName(handler, files);
  const { path, name } = entry;
  const modules = loadModules(files, path, mostTokens);
  const budget = new Budget(MOST_STEPS);
  const resolver = new Resolver(modules, budget, {
    isPython2: runtime?.startsWith('python2') ?? false,
  });
  const flow = new Flow(resolver, budget);
  const places = new Places(files);
  const exported = resolver.exported({ kind: 'file', path }, name);
  const isStarted = start(flow, modules, exported);

  const file = modules.files.get(path);
  const isSeen = isAll && !isStarted && exported.length === 0 && modules.unread.length === 0;
  const broken = modules.unread.find((each) => each.path === path);
  const notStarted = broken && notPython(broken, files.get(path) ?? '', runtime);
  const missing = isSeen && file ? missingName(entry, file) : undefined;
  if (missing) return { weaknesses: [missing], unread: [], unfollowed: [] };
  if (!isStarted && notStarted) {
    return { weaknesses: [notStarted], unread: modules.unread, unfollowed: [] };
  }
  if (!isStarted) {
    throw noHandler({ handler, path, name }, modules);
  }

  flow.run(step);
  const faults = milderWhereUnreached(faultsIn(modules, resolver), {
    modules,
    values: resolver,
    handlers: [...flow.responses.keys()],
  });
  const authorizer = openAuthorizer(exported, { modules, files, values: resolver });
  const all = [
    ...(authorizer ? [authorizer] : []),
    ...hitsOf(flow),
    // That a token is read without a check is then the same fault.
    ...faults.filter(({ node }) => node !== authorizer?.node),
  ];
  return {
    weaknesses: [
      ...(notStarted ? [notStarted] : []),
      ...weaknessesOf(all, { places, values: resolver }),
    ],
    unread: modules.unread,
    unfollowed: [...unfollowedIn(flow, places), ...unreadRoutesIn(flow.values, places)],
  };
}

/** @returns whether there is something that is called. */
function start(flow: Flow, modules: Modules, exported: readonly Value[]): boolean {
  const all = [...modules.files.values()];
  const routes = startRoutes(flow, all);
  startErrors(flow, all);
  startEnvironment(flow, all);
  const handlers = exported.flatMap((value) => handlersIn(flow, value));
  const isWrapped = handlers.some(({ node }) => wrappersOf(flow.values, node).length > 0);
  for (const handler of handlers) {
    const wrappers = wrappersOf(flow.values, handler.node);
    for (const each of wrappers.length > 0 ? wrappers : [handler]) startHandler(flow, each);
  }
  // What a decorator hands on to it was not seen.
  if (isWrapped) flow.run(step);
  for (const handler of handlers) {
    if (!flow.isEntered(handler.node)) startHandler(flow, handler);
  }

  return handlers.length > 0 || routes > 0;
}

type Handler = Value & { readonly kind: 'function' };

function startHandler(flow: Flow, { node, taken }: Handler): void {
  flow.answers(node, 'lambda');
  flow.start(node, taken, safeAsItComes);
}

function handlersIn(flow: Flow, value: Value): readonly Handler[] {
  if (value.kind === 'function') return [value];
  if (value.kind !== 'instance') return [];

  return flow.values
    .fieldOf(value, '__call__')
    .flatMap((method) => (method.kind === 'function' ? method : []));
}

/** Some ten seconds' worth, of the minute that an analysis has. */
const MOST_STEPS = 6_000_000;
