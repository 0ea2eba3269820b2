import type { Weakness } from '../../core/weakness.ts';
import { findObjectsOfOthers } from '../javascript/index.ts';
import { findObjectsOfOthers as findInPython } from '../python/index.ts';
import type { ArchiveContents } from './archive-files.ts';
import type { CodeAnalysis, CodeEntry } from './code-analysis.ts';
import { foundInCode } from './found-in-code.ts';

/**
 * Where the code of a function changes, removes or answers what may be another user's; nothing where it is not analysed.
 *
 * @throws when the analysis itself is at fault.
 */
export function objectsOfOthersIn(
  contents: ArchiveContents,
  entry: CodeEntry,
  { sdkCalls }: Pick<CodeAnalysis, 'sdkCalls'>,
): readonly Weakness[] {
  const calls = sdkCalls.known ? sdkCalls.value.calls : [];
  const found = foundInCode(contents, entry, {
    python: findInPython,
    javascript: (source) => findObjectsOfOthers(source, calls),
  });

  return found ?? [];
}
