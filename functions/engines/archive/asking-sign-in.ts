import type { AskingSign } from '../../core/asking-sign.ts';
import type { Known } from '../../core/known.ts';
import { findAskingSign } from '../javascript/index.ts';
import { findAskingSign as findInPython } from '../python/index.ts';
import type { ArchiveContents } from './archive-files.ts';
import { type CodeAnalysis, type CodeEntry, isNode, isPython } from './code-analysis.ts';
import { ofJavaScript, ofPython } from './own-code.ts';

type Analysed = Pick<CodeAnalysis, 'verifiesSignature' | 'codeRoutes' | 'openDesign'>;

/**
 * What looks as if the code of a function asked callers for a credential; undefined where nothing does, and where more is known: a check,
 * each of its routes, or why it need not ask.
 *
 * @throws when the analysis itself is at fault.
 */
export function askingSignIn(
  contents: ArchiveContents,
  { runtime, handler }: CodeEntry,
  { verifiesSignature, codeRoutes, openDesign }: Analysed,
): AskingSign | undefined {
  const isOpen = verifiesSignature?.known === true && verifiesSignature.value === undefined;
  if (handler === undefined || !isOpen || codeRoutes || openDesign) return undefined;
  if (isPython(runtime)) {
    return answered(ofPython(contents, handler, (source) => known(findInPython(source))));
  }
  if (!isNode(runtime)) return undefined;

  return answered(ofJavaScript(contents, handler, (source) => known(findAskingSign(source))));
}

function known<T>(value: T): Known<T> {
  return { known: true, value };
}

function answered<T>(answer: Known<T>): T | undefined {
  return answer.known ? answer.value : undefined;
}
