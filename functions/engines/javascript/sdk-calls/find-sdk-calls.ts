import { compareTexts } from '../../../core/compare-texts.ts';
import type { SdkCall, SdkCalls, UnresolvedCalls } from '../../../core/sdk-calls.ts';
import { Budget, CodeNotAnalysed, onThisStack } from '../../flow/index.ts';
import { PackageFolders } from '../../packages/index.ts';
import { Places } from '../evidence.ts';
import type { JavaScriptSource } from '../find-weaknesses.ts';
import { findHandlerName } from '../handler-name.ts';
import { loadModules, type Unread } from '../modules.ts';
import { OwnPackages } from '../own-packages.ts';
import { Resolver } from '../resolver.ts';
import { routesIn } from '../routes.ts';
import { scopeOf } from '../scope.ts';
import { calledByLambda } from './called-by-lambda.ts';
import { MissingImports } from './missing-imports.ts';
import type { PackageServices } from './package-services.ts';
import { Reach } from './reach.ts';
import { readExpression } from './read-expression.ts';
import { SdkCallVisitor } from './visitor.ts';

/** Own code, and what is known of the packages that it imports. */
export interface SdkCallSource extends JavaScriptSource {
  /** @default packages call nothing by themselves but what is known of some */
  readonly packageServices?: PackageServices;
  /** Whether the archive has a file that is no code: see `MissingImports`. @default what is imported is there */
  readonly hasFile?: (path: string) => boolean;
}

export interface FoundSdkCalls extends SdkCalls {
  /** Files that the handler reaches and that are no JavaScript: what they call is unknown. */
  readonly unread: readonly Unread[];
}

/**
 * What code asks of AWS that may run once the module of the handler is loaded and the handler
 * called: through AWS's SDKs of either version, bundled or not, and through packages that are known
 * to call AWS themselves.
 *
 * @throws CodeNotAnalysed when the handler or its file is not there, not a function that can
 *   be seen, not JavaScript, or too much or too deep to follow.
 */
export function findSdkCalls(source: SdkCallSource): FoundSdkCalls {
  return onThisStack(source.handler, () => find(source));
}

function find(source: SdkCallSource): FoundSdkCalls {
  const { files, handler, mostNodes } = source;
  const { own = new OwnPackages([]), folders = new PackageFolders([]) } = source;
  const { path, exports } = findHandlerName(handler, { files, own });
  const modules = loadModules({ files, own, folders }, path, mostNodes);
  const budget = new Budget(maxSteps);
  const resolver = new Resolver(modules, budget, [], readExpression);
  const routes = routesIn(modules, budget).all.map(({ of }) => of);
  const handlers = [...calledByLambda(resolver, modules, path, exports), ...routes];
  if (handlers.length === 0 && exports.length > 0) {
    const broken = modules.unread.find((file) => file.path === path);
    if (broken) throw new CodeNotAnalysed(`${path}: ${broken.reason}`);
    throw new CodeNotAnalysed(
      `the handler ${handler} is not analysed: ${path} exports no function ${exports.join('.')} that can be seen`,
    );
  }

  const places = new Places(files);
  const missing =
    source.hasFile &&
    new MissingImports(modules, {
      hasFile: source.hasFile,
      hasPackage: (name) => folders.hasName(name),
      isOfPackage: (node) => places.isInPackage(node) || places.isMixed(scopeOf(node).file),
    });
  const visitor = new SdkCallVisitor(resolver, places, source.packageServices, missing);
  const reach = new Reach(resolver, visitor);
  reach.run(modules, handlers);
  visitor.doubt();
  reach.runDoubtful(modules);
  visitor.finish();

  return {
    calls: inOrder(visitor.calls).slice(0, MOST_CALLS),
    unresolved: [
      ...inOrder(visitor.unresolved).slice(0, MOST_CALLS),
      ...(visitor.calls.length > MOST_CALLS ? [tooMany(visitor.calls)] : []),
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

function tooMany([first]: readonly SdkCall[]): UnresolvedCalls {
  const { path = '', line = 1, column = 1 } = first ?? {};

  return { path, line, column, reason: `more than ${MOST_CALLS} places call AWS` };
}

/** Of one function. */
const MOST_CALLS = 1000;

const maxSteps = 8_000_000;
