import type { Weakness } from '../../core/weakness.ts';
import { Budget } from './budget.ts';
import { Places } from './evidence.ts';
import { Flow } from './flow.ts';
import { findHandlerName } from './handler-name.ts';
import { safeAsItComes } from './kinds.ts';
import type { SourceFiles } from './module-file.ts';
import { loadModules, type Modules, type Unread } from './modules.ts';
import { PythonNotAnalysed } from './not-analysed.ts';
import { Resolver } from './resolver.ts';
import { startErrors, startRoutes } from './sources.ts';
import { step } from './steps.ts';
import { unfollowedIn } from './unfollowed.ts';
import type { Value } from './value.ts';
import { hitsOf, weaknessesOf } from './weaknesses-of.ts';

export interface PythonSource {
  /** By path within the archive; without what is installed. */
  readonly files: SourceFiles;
  /** As configured: `module.function`. */
  readonly handler: string;
  /** Of all files that the handler reaches. @default MOST_CHARACTERS */
  readonly mostCharacters?: number;
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
 * @throws PythonNotAnalysed when the handler or its file is not there, is nothing that can be seen,
 *   not Python, or too much to follow.
 */
export function findWeaknesses(source: PythonSource): PythonFindings {
  try {
    return analyse(source);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new PythonNotAnalysed(
      `the code of ${source.handler} is nested too deeply to be analysed on this stack`,
      { cause: error },
    );
  }
}

function analyse({ files, handler, mostCharacters }: PythonSource): PythonFindings {
  const { path, name } = findHandlerName(handler, files);
  const modules = loadModules(files, path, mostCharacters);
  const budget = new Budget(MOST_STEPS);
  const resolver = new Resolver(modules, budget);
  const flow = new Flow(resolver, budget);

  start(flow, modules, resolver.exported({ kind: 'file', path }, name), handler, path);
  flow.run(step);

  const places = new Places(files);
  return {
    weaknesses: weaknessesOf(hitsOf(flow), { places, values: resolver }),
    unread: modules.unread,
    unfollowed: unfollowedIn(flow, places),
  };
}

function start(
  flow: Flow,
  modules: Modules,
  exported: readonly Value[],
  handler: string,
  path: string,
): void {
  const routes = startRoutes(flow, modules.files.values());
  startErrors(flow, modules.files.values());
  const handlers = exported.flatMap((value) => handlersIn(flow, value));
  for (const { node, taken } of handlers) flow.start(node, taken, safeAsItComes);

  if (handlers.length > 0 || routes > 0) return;
  const name = handler.slice(handler.lastIndexOf('.') + 1);
  throw new PythonNotAnalysed(
    `the handler ${handler} is not analysed: ${path} has no function ${name} that can be seen`,
  );
}

function handlersIn(flow: Flow, value: Value): readonly (Value & { kind: 'function' })[] {
  if (value.kind === 'function') return [value];
  if (value.kind !== 'instance') return [];

  return flow.values
    .fieldOf(value, '__call__')
    .flatMap((method) => (method.kind === 'function' ? method : []));
}

/** Some ten seconds' worth, of the minute that an analysis has. */
const MOST_STEPS = 10_000_000;
