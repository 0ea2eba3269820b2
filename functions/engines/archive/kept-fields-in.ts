import type { KeptFields } from '../../core/kept-fields.ts';
import { findKeptFields } from '../javascript/index.ts';
import { findKeptFields as findInPython } from '../python/index.ts';
import type { ArchiveContents } from './archive-files.ts';
import { type CodeAnalysis, type CodeEntry, isNode, isPython } from './code-analysis.ts';
import { ofJavaScript, ofPython } from './own-code.ts';

/**
 * What the code of a function puts into tables; nothing where it is not analysed, which says nothing of what a table has.
 *
 * @throws when the analysis itself is at fault.
 */
export function keptFieldsIn(
  contents: ArchiveContents,
  { runtime, handler }: CodeEntry,
  { sdkCalls }: Pick<CodeAnalysis, 'sdkCalls'>,
): readonly KeptFields[] {
  if (handler === undefined || !sdkCalls.known) return [];
  const { calls } = sdkCalls.value;
  const found = isPython(runtime)
    ? ofPython(contents, handler, (source) => ({
        known: true,
        value: findInPython(source, calls),
      }))
    : isNode(runtime)
      ? ofJavaScript(contents, handler, (source) => ({
          known: true,
          value: findKeptFields(source, calls),
        }))
      : undefined;

  return found?.known ? found.value : [];
}
