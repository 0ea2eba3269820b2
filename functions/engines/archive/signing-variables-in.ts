import { unknown } from '../../core/known.ts';
import { signingVariables } from '../javascript/index.ts';
import { signingVariables as signingInPython } from '../python/index.ts';
import type { ArchiveContents } from './archive-files.ts';
import { type CodeAnalysis, type CodeEntry, isNode, isPython } from './code-analysis.ts';
import { gaps, inPart } from './in-part.ts';
import { ofJavaScript, ofPython } from './own-code.ts';

/**
 * The environment variables that the code of a function signs with, as far as it is seen.
 *
 * @throws when the analysis itself is at fault.
 */
export function signingVariablesIn(
  contents: ArchiveContents,
  { runtime, handler }: CodeEntry,
): NonNullable<CodeAnalysis['signingVariables']> {
  if (handler === undefined) return unknown('a layer has no handler to begin at');
  if (isPython(runtime)) {
    return ofPython(contents, handler, (source, missed) =>
      inPart(signingInPython(source), gaps('not read', missed)),
    );
  }
  if (!isNode(runtime)) return unknown(`code in ${runtime ?? 'no runtime'} is not analysed yet`);

  return ofJavaScript(contents, handler, (source, missed) =>
    inPart(signingVariables(source), gaps('not read', missed)),
  );
}
