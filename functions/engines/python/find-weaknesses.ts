import type { Weakness } from '../../core/weakness.ts';
import { Budget, HandlerMissing, onThisStack } from '../flow/index.ts';
import { openAuthorizer } from './authorizers/open-authorizer.ts';
import { beginName } from './begin-name.ts';
import { Places } from './evidence.ts';
import { loggedPasswords } from './faults/logged-passwords.ts';
import { weighedSecrets } from './faults/logged-secrets.ts';
import { faultsIn } from './faults.ts';
import { Flow } from './flow.ts';
import type { SourceFiles } from './module-file.ts';
import { loadModules, noHandler, type Unread } from './modules.ts';
import { Resolver } from './resolver.ts';
import { startFlow } from './start-flow.ts';
import { missingFile, missingName, notPython } from './starting.ts';
import { step } from './steps.ts';
import { unfollowedIn, unreadRoutesIn } from './unfollowed.ts';
import { milderWhereUnreached } from './unreached.ts';
import { type Found, hitsOf, weaknessesOf } from './weaknesses-of.ts';

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
  const entry = beginName(handler, files);
  const { path, name } = entry;
  const modules = loadModules(files, path, mostTokens);
  const budget = new Budget(MOST_STEPS);
  const resolver = new Resolver(modules, budget, {
    isPython2: runtime?.startsWith('python2') ?? false,
  });
  const flow = new Flow(resolver, budget);
  const places = new Places(files);
  const exported = resolver.begins(path, name);
  const isStarted = startFlow(flow, modules, exported);

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
  const passwords = loggedPasswords({ modules, files, values: resolver, places, flow });
  const isReported = ({ node, sink }: Found) =>
    sink.kind === 'logs-whole-event' && passwords.some((each) => each.node === node);
  const all = [
    ...(authorizer ? [authorizer] : []),
    ...passwords,
    ...weighedSecrets(
      hitsOf(flow).filter((hit) => !isReported(hit)),
      {
        values: resolver,
        text: (node) => places.codeOf(node),
        isEntered: (of) => flow.isEntered(of) || flow.responses.has(of),
      },
    ),
    // That a token is read without a check is then the same fault.
    ...faults.filter((each) => each.node !== authorizer?.node && !isReported(each)),
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

/** Some ten seconds' worth, of the minute that an analysis has. */
const MOST_STEPS = 6_000_000;
