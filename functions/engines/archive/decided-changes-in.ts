import { type DecidedChanges, keptChanges } from '../../core/decided-change.ts';
import { findDecidedChanges, type JavaScriptSource } from '../javascript/index.ts';
import { findDecidedChanges as findInPython, type PythonSource } from '../python/index.ts';
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
        whereAllIsRead(missed, () => asRole(findInPython(source, calls), source)),
      )
    : isNode(runtime)
      ? ofJavaScript(contents, handler, (source, missed) =>
          whereAllIsRead(missed, () => asRole(findDecidedChanges(source, calls), source)),
        )
      : undefined;
  const kept = found?.known && found.value ? keptChanges(found.value) : undefined;

  // What is not resolved may change more, and so may what a layer brings. And the engines do not look at what changes something that no request decides.
  const isAll =
    !loadsMore &&
    unresolved.every(isNotFound) &&
    calls.every(({ operation }) => readsByName(operation));
  if (!kept) return undefined;
  const { changes, isWhole, isAsRole } = kept;

  return {
    changes,
    ...(isAll && isWhole && { isWhole }),
    ...(!loadsMore && isAsRole && { isAsRole }),
  };
}

/** With whether its clients of AWS are those of its role: no word of its code is about other credentials. */
function asRole(
  found: DecidedChanges | undefined,
  { files }: Pick<JavaScriptSource | PythonSource, 'files'>,
): DecidedChanges | undefined {
  const isAsRole = [...files.values()].every((text) => !otherCredentials.test(text));

  return found && isAsRole ? { ...found, isAsRole } : found;
}

/** Keys, a role that is taken up, a profile, a file of settings, and what a session of boto3 is given first. */
const otherCredentials =
  /access_?key|credential|assume_?role|loadFromPath|profile_name|from(?:Ini|SSO|Process)\b|\bSession\((?![\s)]|region_name)|\bdax\b|DaxClient/i;
