import type { Known } from '../../core/known.ts';
import type { Weakness } from '../../core/weakness.ts';
import { findObjectsOfOthers } from '../javascript/index.ts';
import { findObjectsOfOthers as findInPython } from '../python/index.ts';
import type { ArchiveContents } from './archive-files.ts';
import { type CodeAnalysis, type CodeEntry, isNode, isPython } from './code-analysis.ts';
import { ofJavaScript, ofPython } from './own-code.ts';

/** What is known of the same archive already. */
type Analysed = Pick<CodeAnalysis, 'sdkCalls'>;

/**
 * Where the code of a function changes or removes what may be another user's; nothing where it is not analysed.
 *
 * @throws when the analysis itself is at fault.
 */
export function objectsOfOthersIn(
  contents: ArchiveContents,
  { runtime, handler }: CodeEntry,
  { sdkCalls }: Analysed,
): readonly Weakness[] {
  if (handler === undefined) return [];
  if (isPython(runtime)) {
    return answered(ofPython(contents, handler, (source) => known(findInPython(source))));
  }
  if (!isNode(runtime)) return [];
  const calls = sdkCalls.known ? sdkCalls.value.calls : [];

  return answered(
    ofJavaScript(contents, handler, (source) => known(findObjectsOfOthers(source, calls))),
  );
}

function known<T>(value: T): Known<T> {
  return { known: true, value };
}

function answered(answer: Known<readonly Weakness[]>): readonly Weakness[] {
  return answer.known ? answer.value : [];
}
