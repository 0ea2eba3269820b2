import type { Severity } from '../../core/severity.ts';
import type { Target } from '../../core/target.ts';
import {
  administration,
  asksModel,
  besideEscalation,
  escalatingActions,
  type Fault,
  type OrganizationControls,
  type RolePermissions,
  type StatementFaults,
  statementFaults,
  worstFault,
} from '../../engines/iam/index.ts';
import { type Detail, failIfAny, pass, type Verdict } from '../check.ts';
import { weighedByReach } from '../exposure/reach.ts';
import { type AsItShouldBe, asItShouldBe } from '../remediation/as-it-should-be.ts';

/** What a check of the statements of a role needs. */
interface StatementFacts {
  readonly permissions: RolePermissions;
  readonly controls: OrganizationControls;
  readonly configuration: Target<'role'>;
  readonly now: string;
  readonly openFunctions: readonly string[];
}

/**
 * The verdict of a check that reports the statements of one kind of fault. An administrator's role
 * is reported as that and as nothing else; what anyone can invoke weighs more. While the escalation
 * that a statement opens is a finding, the statement is reported by what else is wrong with it.
 *
 * @param severity the check's own, of details without one.
 * @param detailsOf of the statements that this fault is the worst of, with the policies as they
 * should be.
 */
export function statementVerdict(
  fault: Fault,
  severity: Severity,
  { permissions, controls, configuration, now, openFunctions }: StatementFacts,
  detailsOf: (
    found: readonly StatementFaults[],
    role: Target<'role'>,
    fixes: AsItShouldBe,
  ) => readonly Detail[],
): Verdict {
  if (administration(permissions)) return pass;
  const all = statementFaults(permissions, configuration, now);
  if (all.length === 0) return pass;

  const verdictOf = (faults: readonly StatementFaults[]) => {
    const found = faults.filter((each) => worstFault(each) === fault);
    if (found.length === 0) return pass;

    const fixes = asItShouldBe(permissions, configuration, now);
    const details = detailsOf(found, configuration, fixes);
    const reaching = fault === 'wide' && found.every(isOfModels) ? [] : openFunctions;
    return failIfAny(weighedByReach(details, severity, reaching));
  };
  const escalating = escalatingActions(permissions, controls, configuration, now);
  const others = all.map((each) => besideEscalation(each, escalating));
  const isSame = others.every((each, index) => each === all[index]);

  const whole = verdictOf(all);
  const rest = isSame ? whole : verdictOf(others);
  return rest === whole ? whole : { ...whole, beside: { check: ESCALATION, verdict: rest } };
}

/** What anyone has it ask is billed, which is another check's, and shows nothing of the account. */
function isOfModels({ wide }: StatementFaults): boolean {
  return wide.every(({ action }) => asksModel(action.name));
}

const ESCALATION = 'permissions/privilege-escalation';
