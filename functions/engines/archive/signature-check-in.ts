import { unknown } from '../../core/known.ts';
import type { SignatureCheck } from '../../core/signature-check.ts';
import { findSignatureCheck } from '../javascript/index.ts';
import { findSignatureCheck as findInPython } from '../python/index.ts';
import type { ArchiveContents } from './archive-files.ts';
import { type CodeAnalysis, type CodeEntry, isNode, isPython } from './code-analysis.ts';
import { ofJavaScript, ofPython } from './own-code.ts';

/**
 * Where the code of a function verifies who sent a request; undefined where it does not, as far as
 * that can be seen.
 *
 * @throws when the analysis itself is at fault.
 */
export function signatureCheckIn(
  contents: ArchiveContents,
  { runtime, handler }: CodeEntry,
): NonNullable<CodeAnalysis['verifiesSignature']> {
  if (handler === undefined) return unknown('a layer has no handler to begin at');
  if (isPython(runtime)) {
    return ofPython<SignatureCheck | undefined>(contents, handler, (source) => ({
      known: true,
      value: findInPython(source),
    }));
  }
  if (!isNode(runtime)) return unknown(`code in ${runtime ?? 'no runtime'} is not analysed yet`);

  return ofJavaScript<SignatureCheck | undefined>(contents, handler, (source) => ({
    known: true,
    value: findSignatureCheck(source),
  }));
}
