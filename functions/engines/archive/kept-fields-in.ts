import type { KeptFields } from '../../core/kept-fields.ts';
import { findKeptFields } from '../javascript/index.ts';
import { findKeptFields as findInPython } from '../python/index.ts';
import type { ArchiveContents } from './archive-files.ts';
import type { CodeAnalysis, CodeEntry } from './code-analysis.ts';
import { foundInCode } from './found-in-code.ts';

/**
 * What the code of a function puts into tables; nothing where it is not analysed, which says nothing of what a table has.
 *
 * @throws when the analysis itself is at fault.
 */
export function keptFieldsIn(
  contents: ArchiveContents,
  entry: CodeEntry,
  { sdkCalls }: Pick<CodeAnalysis, 'sdkCalls'>,
): readonly KeptFields[] {
  if (!sdkCalls.known) return [];
  const { calls } = sdkCalls.value;
  const found = foundInCode(contents, entry, {
    python: (source) => findInPython(source, calls),
    javascript: (source) => findKeptFields(source, calls),
  });

  return found ?? [];
}
