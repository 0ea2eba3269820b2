import { compareTexts } from '../../../core/compare-texts.ts';
import type { SdkCall, SdkCalls, UnresolvedCalls } from '../../../core/sdk-calls.ts';
import { Budget, onThisStack } from '../../flow/index.ts';
import { Places } from '../evidence.ts';
import type { PythonSource } from '../find-weaknesses.ts';
import { findHandlerName } from '../handler-name.ts';
import { loadModules, noHandler, type Unread } from '../modules.ts';
import { Resolver } from '../resolver.ts';
import { MissingImports } from './missing-imports.ts';
import { Reach } from './reach.ts';
import { SdkCallVisitor } from './visitor.ts';

/** Own code, and what is installed beside it. */
export interface PythonSdkSource extends PythonSource {
  /** Whether a module of a package is there, in the archive or in Lambda's runtime, by its name up to the first dot. @default each is */
  readonly isInstalled?: (module: string) => boolean;
}

export interface FoundSdkCalls extends SdkCalls {
  /** Files that the handler reaches and that are not Python in whole or in part. */
  readonly unread: readonly Unread[];
}

/**
 * What code asks of AWS that may run once the module of the handler is loaded and the handler
 * called: through boto3's clients and resources, and through packages that are known to call AWS
 * themselves.
 *
 * @throws CodeNotAnalysed when the handler or its file is not there, is nothing that can be seen,
 *   not Python, or too much to follow.
 */
export function findSdkCalls(source: PythonSdkSource): FoundSdkCalls {
  return onThisStack(source.handler, () => find(source));
}

function find({ files, handler, isInstalled = () => true }: PythonSdkSource): FoundSdkCalls {
  const { path, name } = findHandlerName(handler, files);
  const modules = loadModules(files, path);
  const resolver = new Resolver(modules, new Budget(MOST_STEPS));
  const exported = resolver.begins(path, name);
  const isThere = exported.length > 0 || modules.files.get(path)?.scope.names.has(name) === true;
  if (!isThere) {
    throw noHandler({ handler, path, name }, modules);
  }

  const handlers = exported.flatMap((value) => (value.kind === 'function' ? value.node : []));
  const visitor = new SdkCallVisitor(
    resolver,
    new Places(files),
    new MissingImports(modules, isInstalled),
  );
  const reach = new Reach(resolver, (node) => visitor.visit(node));
  reach.run(modules, handlers);
  visitor.doubt();
  reach.runDoubtful(modules);
  visitor.finish();

  return {
    calls: inOrder(visitor.calls).slice(0, MOST_CALLS),
    unresolved: [
      ...inOrder(visitor.unresolved).slice(0, MOST_CALLS),
      ...(visitor.calls.length > MOST_CALLS
        ? [{ path, line: 1, column: 1, reason: `more than ${MOST_CALLS} places call AWS` }]
        : []),
    ],
    unread: modules.unread,
  };
}

function inOrder<T extends SdkCall | UnresolvedCalls>(calls: readonly T[]): readonly T[] {
  return calls.toSorted(
    (a, b) =>
      compareTexts(a.path, b.path) ||
      a.line - b.line ||
      a.column - b.column ||
      compareTexts(a.service ?? '', b.service ?? ''),
  );
}

/** Of one function. */
const MOST_CALLS = 1000;

/** Some ten seconds' worth, of the minute that an analysis has. */
const MOST_STEPS = 4_000_000;
