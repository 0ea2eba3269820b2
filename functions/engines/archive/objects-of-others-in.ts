import type { Known } from '../../core/known.ts';
import type { Weakness } from '../../core/weakness.ts';
import { findObjectsOfOthers } from '../javascript/index.ts';
import { findObjectsOfOthers as findInPython } from '../python/index.ts';
import type { ArchiveContents } from './archive-files.ts';
import type { CodeAnalysis, CodeEntry } from './code-analysis.ts';
import { knownInCode } from './found-in-code.ts';

/**
 * Where the code of a function changes, removes or answers what may be another user's; undefined for a layer and in a language that is not analysed.
 *
 * @throws when the analysis itself is at fault.
 */
export function objectsOfOthersIn(
  contents: ArchiveContents,
  entry: CodeEntry,
  { sdkCalls }: Pick<CodeAnalysis, 'sdkCalls'>,
): Known<readonly Weakness[]> | undefined {
  const calls = sdkCalls.known ? sdkCalls.value.calls : [];

  return knownInCode(contents, entry, {
    python: findInPython,
    javascript: (source) => findObjectsOfOthers(source, calls),
  });
}
