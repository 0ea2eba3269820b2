import type { Target } from '../../core/target.ts';
import type { Detail } from '../../domain/check.ts';
import { faultLines, severityOfFaults, shortened } from '../../domain/permissions/fault-words.ts';
import { statementMark } from '../../domain/permissions/statement-mark.ts';
import { statementVerdict } from '../../domain/permissions/statement-verdict.ts';
import { type AsItShouldBe, proposedFor } from '../../domain/remediation/as-it-should-be.ts';
import { statementRemediation } from '../../domain/remediation/statement-remediation.ts';
import { placeOf, type StatementFaults, subjectOf } from '../../engines/iam/index.ts';
import { defineCheck } from '../define-check.ts';

const LEAD = 'Remove these actions: leave account-wide settings to a deployment role.';

export const accountWideChange = defineCheck({
  id: 'permissions/account-wide-change',
  target: 'role',
  title: 'Role can change account-wide settings',
  severity: 'high',
  practice: 'permissions',
  rationale:
    'These actions take no resource, so no policy can limit them to a few. They change who may ' +
    "use a model at the account's cost, where its logs go, who gets its alarms, or which " +
    'defaults protect it. A function seldom needs them; an intruder does. A role that allows ' +
    'every action of such a service is reported by service-wildcard.',
  remediation: LEAD,
  references: [
    'https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege',
  ],
  suppression: { covers: 'what the statement grants' },
  cwe: 'CWE-250',
  frameworks: { owasp: ['S5:2017'], csa: ['SAS-4'], cis: ['12.4'] },
  needs: ['permissions', 'configuration', 'now', 'openFunctions'],

  evaluate(facts) {
    return statementVerdict('unlimited', 'high', facts, (found, role, fixes) =>
      found.map((each) => detailOf(each, role, fixes)),
    );
  },
});

function detailOf(found: StatementFaults, role: Target<'role'>, fixes: AsItShouldBe): Detail {
  const { origin, unlimited } = found;

  return {
    subject: subjectOf(origin),
    mark: statementMark(origin.statement),
    summary: `${placeOf(origin)}, allows ${shortened(unlimited.map(({ name }) => name))}`,
    evidence: faultLines([found]),
    severity: severityOfFaults(found),
    remediation: statementRemediation(LEAD, role, [
      { origin, proposed: proposedFor(origin, fixes) },
    ]),
  };
}
