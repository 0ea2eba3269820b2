import type { CodeRoute } from '../../core/code-route.ts';
import type { Known } from '../../core/known.ts';
import type { SdkCall } from '../../core/sdk-calls.ts';
import { findCodeRoutes } from '../javascript/index.ts';
import { findCodeRoutes as findInPython } from '../python/index.ts';
import type { ArchiveContents } from './archive-files.ts';
import { type CodeAnalysis, type CodeEntry, isNode, isPython } from './code-analysis.ts';
import { ofJavaScript, ofPython } from './own-code.ts';

/**
 * The routes of a function that hands requests on by itself, and which of them verify who sent a request; undefined
 * where not all of them are seen, and where none verifies.
 *
 * @throws when the analysis itself is at fault.
 */
export function codeRoutesIn(
  contents: ArchiveContents,
  entry: CodeEntry,
  ofAll: CodeAnalysis['verifiesSignature'],
  sdkCalls?: CodeAnalysis['sdkCalls'],
): readonly CodeRoute[] | undefined {
  const routes = foundIn(contents, entry, ofAll, sdkCalls);
  const isAsked = routes?.some(({ check, design }) => check ?? design);

  // Routes that ask for nothing say that all of them read, and code that changes something does not.
  return isAsked || !mayChange(sdkCalls) ? routes : undefined;
}

function mayChange(sdkCalls: CodeAnalysis['sdkCalls'] | undefined): boolean {
  return (
    sdkCalls?.known === true &&
    sdkCalls.value.calls.some(({ operation }) => !reading.test(operation))
  );
}

const reading = /^(?:BatchGet|TransactGet|Get|Query|Scan|Describe|List|Head|Select|Search|Decrypt)/;

function foundIn(
  contents: ArchiveContents,
  { runtime, handler, loadsMore }: CodeEntry,
  ofAll: CodeAnalysis['verifiesSignature'],
  sdkCalls: CodeAnalysis['sdkCalls'] | undefined,
): readonly CodeRoute[] | undefined {
  if (handler === undefined || !ofAll?.known) return undefined;
  if (isPython(runtime)) {
    if (ofAll.value !== undefined) return undefined;
    return answered(ofPython(contents, handler, (source) => known(findInPython(source))));
  }
  if (!isNode(runtime)) return undefined;

  return answered(
    ofJavaScript(contents, handler, (source, missed) =>
      known(findCodeRoutes(source, missed.length > 0 || loadsMore ? undefined : callsIn(sdkCalls))),
    ),
  );
}

/** Undefined where more may be called. */
function callsIn(sdkCalls: CodeAnalysis['sdkCalls'] | undefined): readonly SdkCall[] | undefined {
  return sdkCalls?.known && sdkCalls.value.unresolved.length === 0
    ? sdkCalls.value.calls
    : undefined;
}

function known<T>(value: T): Known<T> {
  return { known: true, value };
}

function answered<T>(answer: Known<T>): T | undefined {
  return answer.known ? answer.value : undefined;
}
