import type { HandedOut } from '../../core/handed-out.ts';
import type { Known } from '../../core/known.ts';
import { findHandedOut } from '../javascript/index.ts';
import { findHandedOut as findInPython } from '../python/index.ts';
import type { ArchiveContents } from './archive-files.ts';
import { type CodeAnalysis, type CodeEntry, isNode, isPython } from './code-analysis.ts';
import { ofJavaScript, ofPython } from './own-code.ts';

/**
 * What the code of a function signs for anyone who asks; nothing where it is not analysed, for no way in is milder by that.
 *
 * @throws when the analysis itself is at fault.
 */
export function handedOutIn(
  contents: ArchiveContents,
  { runtime, handler }: CodeEntry,
  { sdkCalls }: Partial<Pick<CodeAnalysis, 'sdkCalls'>> = {},
): readonly HandedOut[] {
  if (handler === undefined) return [];
  const calls = sdkCalls?.known ? sdkCalls.value.calls : [];
  if (isPython(runtime)) {
    return answered(
      ofPython(contents, handler, (source) => known(findInPython({ ...source, runtime }, calls))),
    );
  }
  if (!isNode(runtime)) return [];

  return answered(ofJavaScript(contents, handler, (source) => known(findHandedOut(source, calls))));
}

function known<T>(value: T): Known<T> {
  return { known: true, value };
}

function answered(answer: Known<readonly HandedOut[]>): readonly HandedOut[] {
  return answer.known ? answer.value : [];
}
