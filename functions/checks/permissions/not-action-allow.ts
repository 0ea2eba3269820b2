import { type Detail, defineCheck, failIfAny, pass } from '../../domain/check.ts';
import { administration } from '../../domain/iam/administrator.ts';
import { faultLines } from '../../domain/iam/fault-words.ts';
import { placeOf, reachOf, subjectOf } from '../../domain/iam/policy-statement.ts';
import { faultsLedBy, type StatementFaults } from '../../domain/iam/statement-faults.ts';
import { statementMark } from '../../domain/iam/statement-mark.ts';
import { weighedByReach } from '../../domain/reach.ts';
import {
  type AsItShouldBe,
  asItShouldBe,
  proposedFor,
} from '../../domain/remedy/as-it-should-be.ts';
import { statementRemedy } from '../../domain/remedy/statement-remedy.ts';
import type { Target } from '../../domain/target.ts';

const LEAD =
  'Name what the functions use in Action and Resource, and move the exceptions to a Deny.';

export const notActionAllow = defineCheck({
  id: 'permissions/not-action-allow',
  target: 'role',
  title: 'A statement allows all but what it names',
  severity: 'high',
  practice: 'permissions',
  rationale:
    'NotAction and NotResource allow whatever nobody thought of, and whatever AWS adds next week. ' +
    'In a Deny they are fine.',
  remediation: LEAD,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notresource.html',
  ],
  suppression: { covers: 'what the statement grants' },
  cwe: 'CWE-250',
  needs: ['permissions', 'configuration', 'now', 'openFunctions'],

  evaluate({ permissions, configuration, now, openFunctions }) {
    if (administration(permissions)) return pass;
    const fixes = asItShouldBe(permissions, configuration, now);

    const details = faultsLedBy('openEnded', permissions, configuration, now).map((found) =>
      detailOf(found, configuration, fixes),
    );

    return failIfAny(weighedByReach(details, 'high', openFunctions));
  },
});

function detailOf(found: StatementFaults, role: Target<'role'>, fixes: AsItShouldBe): Detail {
  const { origin } = found;

  return {
    subject: subjectOf(origin),
    mark: statementMark(origin.statement),
    summary: `${placeOf(origin)}, allows ${reachOf(origin.statement)}`,
    evidence: faultLines([found]),
    remediation: statementRemedy(LEAD, role, [{ origin, proposed: proposedFor(origin, fixes) }]),
  };
}
