import type { CodeRoute } from '../../core/code-route.ts';
import type { SdkCall } from '../../core/sdk-calls.ts';
import { findCodeRoutes } from '../javascript/index.ts';
import { findCodeRoutes as findInPython } from '../python/index.ts';
import type { ArchiveContents } from './archive-files.ts';
import { type CodeAnalysis, type CodeEntry, isPython } from './code-analysis.ts';
import { foundInCode } from './found-in-code.ts';

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
  entry: CodeEntry,
  ofAll: CodeAnalysis['verifiesSignature'],
  sdkCalls: CodeAnalysis['sdkCalls'] | undefined,
): readonly CodeRoute[] | undefined {
  if (!ofAll?.known || (isPython(entry.runtime) && ofAll.value !== undefined)) return undefined;

  return foundInCode(contents, entry, {
    python: findInPython,
    javascript: (source, missed) =>
      findCodeRoutes(source, missed.length > 0 || entry.loadsMore ? undefined : callsIn(sdkCalls)),
  });
}

/** Undefined where more may be called. */
function callsIn(sdkCalls: CodeAnalysis['sdkCalls'] | undefined): readonly SdkCall[] | undefined {
  return sdkCalls?.known && sdkCalls.value.unresolved.length === 0
    ? sdkCalls.value.calls
    : undefined;
}
