import type { CodeRoute } from '../../core/code-route.ts';
import { type AskingSigns, findAskingSigns } from '../javascript/index.ts';
import { findAskingSigns as findInPython } from '../python/index.ts';
import type { ArchiveContents } from './archive-files.ts';
import type { CodeAnalysis, CodeEntry } from './code-analysis.ts';
import { foundInCode } from './found-in-code.ts';

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
  const signs = foundInCode<AskingSigns>(contents, entry, {
    python: findInPython,
    javascript: findAskingSigns,
  });
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
