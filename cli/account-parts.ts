import { accountOf } from '../functions/core/target.ts';
import type { Coverage, Finding } from '../functions/domain/finding.ts';
import { identityOf } from '../functions/domain/target-identity.ts';
import { isAbout, isSelected, type Selection } from './selection.ts';

/** Whether a finding is about an account, and would be asked for if it were not for the names of targets. */
export function mayHaveParts(finding: Finding, selection: Selection): boolean {
  const { names: _, function: __, ...others } = selection;

  return identityOf(finding.target).kind === 'account' && isSelected(finding, others);
}

/**
 * Of the findings about accounts, those that faults of the functions are parts of that a question
 * names: else what is wrong with these would not be listed. Evidence has no room for all names: where none of
 * the check and account has a function's, each may have it.
 *
 * @param candidates see `mayHaveParts`.
 */
export function withPartsOf(
  candidates: readonly Finding[],
  coverage: readonly Coverage[],
  selection: Selection,
): readonly Finding[] {
  if (!isNaming(selection)) return [];
  const asked = coverage.filter(({ target }) => isAbout(target, selection));

  const found = asked.flatMap(({ target, folded = [] }) =>
    folded.flatMap((check) => {
      const of = candidates.filter(
        (each) => each.check === check && accountOf(each.target) === accountOf(target),
      );
      const naming = of.filter((each) => names(each, identityOf(target).name));
      return naming.length > 0 ? naming : of;
    }),
  );
  return [...new Set(found)];
}

function isNaming({ names: given = [], function: glob }: Selection): boolean {
  return given.length > 0 || glob !== undefined;
}

function names({ evidence }: Finding, name: string): boolean {
  return evidence.some(({ text }) => text.split(/[^\w-]/).includes(name));
}
