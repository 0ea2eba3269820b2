import type { HandedOut } from '../../core/handed-out.ts';
import { findHandedOut } from '../javascript/index.ts';
import { findHandedOut as findInPython } from '../python/index.ts';
import type { ArchiveContents } from './archive-files.ts';
import type { CodeAnalysis, CodeEntry } from './code-analysis.ts';
import { foundInCode } from './found-in-code.ts';

/**
 * What the code of a function signs for anyone who asks; nothing where it is not analysed, for no way in is milder by that.
 *
 * @throws when the analysis itself is at fault.
 */
export function handedOutIn(
  contents: ArchiveContents,
  entry: CodeEntry,
  { sdkCalls }: Partial<Pick<CodeAnalysis, 'sdkCalls'>> = {},
): readonly HandedOut[] {
  const calls = sdkCalls?.known ? sdkCalls.value.calls : [];
  const found = foundInCode(contents, entry, {
    python: (source) => findInPython({ ...source, runtime: entry.runtime }, calls),
    javascript: (source) => findHandedOut(source, calls),
  });

  return found ?? [];
}
