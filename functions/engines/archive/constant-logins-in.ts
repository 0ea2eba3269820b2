import type { Known } from '../../core/known.ts';
import { constantLogins } from '../javascript/index.ts';
import { constantLogins as loginsInPython } from '../python/index.ts';
import { type FileSecret, secretOfLogIn } from '../secrets/index.ts';
import type { ArchiveContents } from './archive-files.ts';
import { type CodeEntry, isNode, isPython } from './code-analysis.ts';
import { ofJavaScript, ofPython } from './own-code.ts';

/** Passwords of the code's own that let in who sends them, where its handler leads to. */
export function constantLoginsIn(
  contents: ArchiveContents,
  { runtime, handler }: CodeEntry,
): Known<readonly FileSecret[]> {
  if (handler === undefined) return none;
  if (isPython(runtime)) {
    return ofPython<readonly FileSecret[]>(contents, handler, (source) => ({
      known: true,
      value: loginsInPython(source).map(secretOfLogIn),
    }));
  }
  // Of other languages they are not looked for.
  if (!isNode(runtime)) return none;

  return ofJavaScript<readonly FileSecret[]>(contents, handler, (source) => ({
    known: true,
    value: constantLogins(source).map(secretOfLogIn),
  }));
}

const none = { known: true, value: [] } as const;
