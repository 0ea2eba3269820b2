import type { CodeRoute } from '../../core/code-route.ts';
import type { Known } from '../../core/known.ts';
import { type AskingSigns, findAskingSigns } from '../javascript/index.ts';
import { findAskingSigns as findInPython } from '../python/index.ts';
import type { ArchiveContents } from './archive-files.ts';
import { type CodeAnalysis, type CodeEntry, isNode, isPython } from './code-analysis.ts';
import { ofJavaScript, ofPython } from './own-code.ts';

type Analysed = Pick<CodeAnalysis, 'verifiesSignature' | 'codeRoutes' | 'openDesign'>;

/**
 * What looks as if the code of a function asked callers for a credential, of all or of its routes; nothing where more is known: a check, or
 * why it need not ask.
 *
 * @throws when the analysis itself is at fault.
 */
export function askingSignsIn(
  contents: ArchiveContents,
  entry: CodeEntry,
  { verifiesSignature, codeRoutes, openDesign }: Analysed,
): Pick<CodeAnalysis, 'askingSign' | 'codeRoutes'> {
  const more = codeRoutes && { codeRoutes };
  if (!verifiesSignature?.known || openDesign) return { ...more };
  const isAsked = verifiesSignature.value && !codeRoutes?.some(({ check }) => check);
  if (isAsked) return { ...more };
  if (codeRoutes && !codeRoutes.some(isOpen)) return { codeRoutes };
  const signs = signsIn(contents, entry);
  if (!signs) return { ...more };
  if (codeRoutes) return { codeRoutes: codeRoutes.map((each) => withSign(each, signs)) };

  return signs.ofAll ? { askingSign: signs.ofAll } : {};
}

function isOpen({ check, isIdle, design }: CodeRoute): boolean {
  return !check && !isIdle && !design;
}

function withSign(route: CodeRoute, signs: AskingSigns): CodeRoute {
  const sign = isOpen(route) ? signs.ofRoute(route) : undefined;

  return sign ? { ...route, sign } : route;
}

function signsIn(
  contents: ArchiveContents,
  { runtime, handler }: CodeEntry,
): AskingSigns | undefined {
  if (handler === undefined) return undefined;
  if (isPython(runtime)) {
    return answered(ofPython(contents, handler, (source) => known(findInPython(source))));
  }
  if (!isNode(runtime)) return undefined;

  return answered(ofJavaScript(contents, handler, (source) => known(findAskingSigns(source))));
}

function known<T>(value: T): Known<T> {
  return { known: true, value };
}

function answered<T>(answer: Known<T>): T | undefined {
  return answer.known ? answer.value : undefined;
}
