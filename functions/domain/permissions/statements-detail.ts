import { rankOf, worstOf } from '../../core/severity.ts';
import type { Target } from '../../core/target.ts';
import type { StatementFaults } from '../../engines/iam/index.ts';
import type { Detail } from '../check.ts';
import { type AsItShouldBe, proposedFor } from '../remediation/as-it-should-be.ts';
import { statementRemediation } from '../remediation/statement-remediation.ts';
import { faultLines, severityOfFaults } from './fault-words.ts';
import { statementMark } from './statement-mark.ts';

/** What a finding about all statements with one kind of fault says. */
interface Words {
  /** First sentence of its remediation. */
  readonly lead: string;
  /** What is wrong with one statement. */
  readonly summaryOf: (found: StatementFaults) => string;
}

/** The subject of such a finding: there is one for each role and check. */
export const ONE_FOR_ROLE = 'role';

/**
 * One finding for all statements of a role with one kind of fault, the worst of them first: the CDK
 * writes a statement for each grant, and together they are one policy to correct.
 *
 * @param found at least one.
 */
export function statementsDetail(
  found: readonly StatementFaults[],
  role: Target<'role'>,
  fixes: AsItShouldBe,
  { lead, summaryOf }: Words,
): readonly Detail[] {
  const worstFirst = found.toSorted(
    (one, other) => rankOf(severityOfFaults(other)) - rankOf(severityOfFaults(one)),
  );
  const [worst, ...others] = worstFirst;
  if (!worst) return [];

  const more =
    others.length > 0 ? `; ${others.length} more statement${others.length > 1 ? 's' : ''}` : '';
  return [
    {
      subject: ONE_FOR_ROLE,
      mark: found.flatMap(({ origin }) => statementMark(origin.statement)),
      summary: `${summaryOf(worst)}${more}`,
      evidence: faultLines(worstFirst),
      severity: worstOf(found.map(severityOfFaults)),
      remediation: statementRemediation(
        lead,
        role,
        found.map(({ origin }) => ({ origin, proposed: proposedFor(origin, fixes) })),
      ),
    },
  ];
}
