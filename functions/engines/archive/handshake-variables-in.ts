import type { Known } from '../../core/known.ts';
import { handshakeVariables } from '../secrets/index.ts';
import type { ArchiveContents } from './archive-files.ts';
import { type CodeEntry, isNode, isPython } from './code-analysis.ts';
import { ofJavaScript, ofPython, whereAllIsRead } from './own-code.ts';

/** The environment variables that are the word of a webhook's subscription; none where not all of the code is read. */
export function handshakeVariablesIn(
  contents: ArchiveContents,
  { runtime, handler }: CodeEntry,
): readonly string[] {
  if (handler === undefined) return [];
  const answer: Known<readonly string[] | undefined> | undefined = isPython(runtime)
    ? ofPython(contents, handler, ({ files }, missed) =>
        whereAllIsRead(missed, () => handshakeVariables(files)),
      )
    : isNode(runtime)
      ? ofJavaScript(contents, handler, ({ files }, missed) =>
          whereAllIsRead(missed, () => handshakeVariables(files)),
        )
      : undefined;

  return answer?.known ? (answer.value ?? []) : [];
}
