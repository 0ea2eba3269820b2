import { type DecidedChanges, keptChanges } from '../../core/decided-change.ts';
import { findDecidedChanges } from '../javascript/index.ts';
import { findDecidedChanges as findInPython } from '../python/index.ts';
import { isNotFound, readsByName } from '../sdk/index.ts';
import type { ArchiveContents } from './archive-files.ts';
import { type CodeAnalysis, type CodeEntry, isNode, isPython } from './code-analysis.ts';
import { ofJavaScript, ofPython, whereAllIsRead } from './own-code.ts';

/** What is known of the same archive already. */
type Analysed = Pick<CodeAnalysis, 'sdkCalls'>;

/**
 * What the code of a function does that a request decides. Undefined where it is not read: in another language, or where a part of it
 * could not be, which may do more.
 *
 * @throws when the analysis itself is at fault.
 */
export function decidedChangesIn(
  contents: ArchiveContents,
  { runtime, handler, loadsMore }: CodeEntry,
  { sdkCalls }: Analysed,
): DecidedChanges | undefined {
  if (handler === undefined || !sdkCalls.known) return undefined;
  const { calls, unresolved } = sdkCalls.value;
  const found = isPython(runtime)
    ? ofPython(contents, handler, (source, missed) =>
        whereAllIsRead(missed, () => findInPython(source, calls)),
      )
    : isNode(runtime)
      ? ofJavaScript(contents, handler, (source, missed) =>
          whereAllIsRead(missed, () => findDecidedChanges(source, calls)),
        )
      : undefined;
  const kept = found?.known && found.value ? keptChanges(found.value) : undefined;

  // What is not resolved may change more, and so may what a layer brings. And the engines do not look at what changes something that no request decides.
  const isAll =
    !loadsMore &&
    unresolved.every(isNotFound) &&
    calls.every(({ operation }) => readsByName(operation));
  return kept && !isAll ? { changes: kept.changes } : kept;
}
