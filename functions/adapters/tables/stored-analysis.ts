import { type Known, unknown } from '../../core/known.ts';
import { type CodeAnalysis, codeAnalysis } from '../../engines/archive/index.ts';
import type { Package } from '../../engines/packages/index.ts';

/** Why there is nothing of an archive. */
export const unread = 'the code scanner has not analysed it';

/** What the code scanner has stored of an archive. @param otherwise why there may be nothing. */
export function analysisIn(stored: unknown, otherwise: string): Known<CodeAnalysis> {
  if (stored === undefined) return unknown(otherwise);

  const parsed = codeAnalysis.safeParse(stored);
  return parsed.success
    ? { known: true, value: parsed.data }
    : unknown('what the code scanner stored is damaged');
}

export function packagesIn(analysis: Known<CodeAnalysis>): Known<readonly Package[]> {
  return analysis.known ? analysis.value.packages : analysis;
}
