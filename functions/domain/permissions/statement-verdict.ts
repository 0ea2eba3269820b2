import type { Severity } from '../../core/severity.ts';
import type { Target } from '../../core/target.ts';
import {
  administration,
  type Fault,
  faultsLedBy,
  type RolePermissions,
  type StatementFaults,
} from '../../engines/iam/index.ts';
import { type Detail, failIfAny, pass, type Verdict } from '../check.ts';
import { weighedByReach } from '../exposure/reach.ts';
import { type AsItShouldBe, asItShouldBe } from '../remediation/as-it-should-be.ts';

/** What a check of the statements of a role needs. */
interface StatementFacts {
  readonly permissions: RolePermissions;
  readonly configuration: Target<'role'>;
  readonly now: string;
  readonly openFunctions: readonly string[];
}

/**
 * The verdict of a check that reports the statements of one kind of fault. An administrator's role
 * is reported as that and as nothing else; what anyone can invoke weighs more.
 *
 * @param severity the check's own, of details without one.
 * @param detailsOf of the statements that this fault is the worst of, with the policies as they
 * should be.
 */
export function statementVerdict(
  fault: Fault,
  severity: Severity,
  { permissions, configuration, now, openFunctions }: StatementFacts,
  detailsOf: (
    found: readonly StatementFaults[],
    role: Target<'role'>,
    fixes: AsItShouldBe,
  ) => readonly Detail[],
): Verdict {
  if (administration(permissions)) return pass;
  const found = faultsLedBy(fault, permissions, configuration, now);
  if (found.length === 0) return pass;

  const details = detailsOf(found, configuration, asItShouldBe(permissions, configuration, now));
  return failIfAny(weighedByReach(details, severity, openFunctions));
}
