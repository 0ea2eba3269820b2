import { type DecidedChanges, keptChanges } from '../../core/decided-change.ts';
import type { SdkCall } from '../../core/sdk-calls.ts';
import { findDecidedChanges, type JavaScriptSource } from '../javascript/index.ts';
import { findDecidedChanges as findInPython, type PythonSource } from '../python/index.ts';
import { isNotFound, readsByName } from '../sdk/index.ts';
import type { ArchiveContents } from './archive-files.ts';
import { type CodeAnalysis, type CodeEntry, isNode, isPython } from './code-analysis.ts';
import { ofJavaScript, ofPython, whereAllIsRead } from './own-code.ts';

/** What is known of the same archive already. */
type Analysed = Pick<CodeAnalysis, 'sdkCalls'>;

/** Of each language; undefined where the code could not be read. */
export interface ChangeFinders {
  readonly javascript: Finder<JavaScriptSource>;
  readonly python: Finder<PythonSource>;
}

type Finder<S> = (source: S, calls: readonly SdkCall[]) => DecidedChanges | undefined;

const finders: ChangeFinders = { javascript: findDecidedChanges, python: findInPython };

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
  { javascript, python }: ChangeFinders = finders,
): DecidedChanges | undefined {
  if (handler === undefined || !sdkCalls.known) return undefined;
  const { calls, unresolved } = sdkCalls.value;
  const found = isPython(runtime)
    ? ofPython(contents, handler, (source, missed) =>
        whereAllIsRead(missed, () => python(source, calls)),
      )
    : isNode(runtime)
      ? ofJavaScript(contents, handler, (source, missed) =>
          whereAllIsRead(missed, () => javascript(source, calls)),
        )
      : undefined;
  const kept = found?.known && found.value ? keptChanges(found.value) : undefined;

  // What is not resolved may change more, and so may what a layer brings; and what changes something no request decides is looked at here.
  const isAll =
    !loadsMore &&
    unresolved.every(isNotFound) &&
    calls.every(({ operation }) => readsByName(operation));
  return kept && !isAll ? { changes: kept.changes } : kept;
}
