import { shortened } from '../../domain/permissions/fault-words.ts';
import { statementVerdict } from '../../domain/permissions/statement-verdict.ts';
import { ONE_FOR_ROLE, statementsDetail } from '../../domain/permissions/statements-detail.ts';
import { placeOf, type StatementFaults } from '../../engines/iam/index.ts';
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
  suppression: { covers: 'what the statements grant' },
  cwe: 'CWE-250',
  frameworks: { owasp: ['S5:2017'], csa: ['SAS-4'], cis: ['12.4'] },
  subjectNow: () => ONE_FOR_ROLE,
  needs: ['permissions', 'controls', 'configuration', 'now', 'openFunctions'],

  evaluate(facts) {
    return statementVerdict('unlimited', 'high', facts, (found, role, fixes) =>
      statementsDetail(found, role, fixes, { lead: LEAD, summaryOf }),
    );
  },
});

function summaryOf({ origin, unlimited }: StatementFaults): string {
  return `${placeOf(origin)}, allows ${shortened(unlimited.map(({ name }) => name))}`;
}
