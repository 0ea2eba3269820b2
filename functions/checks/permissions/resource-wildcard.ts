import { anyOf, shortened, worstFirst } from '../../domain/permissions/fault-words.ts';
import { statementVerdict } from '../../domain/permissions/statement-verdict.ts';
import { ONE_FOR_ROLE, statementsDetail } from '../../domain/permissions/statements-detail.ts';
import { placeOf, type StatementFaults } from '../../engines/iam/index.ts';
import { defineCheck } from '../define-check.ts';

const LEAD =
  'Name the resources that the function uses. Keep `*` in a statement of its own for actions that ' +
  'take no resource.';

export const resourceWildcard = defineCheck({
  id: 'permissions/resource-wildcard',
  target: 'role',
  title: "Wildcard resource in a role's policy",
  severity: 'medium',
  practice: 'permissions',
  rationale:
    'A flaw in the function reaches every resource of the account instead of its own. A ' +
    'wildcard is `*`, and any pattern that matches every resource of its type, such as ' +
    'table/*. It is high where an action can destroy data, run code, take over credentials, ' +
    'change permissions or switch off monitoring. Actions that need no resource are not ' +
    'reported, such as a translation without a terminology, or a text message where every ' +
    'topic is denied.',
  remediation: LEAD,
  references: [
    'https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege',
  ],
  suppression: { covers: 'what the statements grant' },
  cwe: 'CWE-732',
  frameworks: { owasp: ['S5:2017'], csa: ['SAS-4'], cis: ['12.4'] },
  subjectNow: () => ONE_FOR_ROLE,
  needs: ['permissions', 'controls', 'configuration', 'now', 'openFunctions'],

  evaluate(facts) {
    return statementVerdict('wide', 'medium', facts, (found, role, fixes) =>
      statementsDetail(found, role, fixes, { lead: LEAD, summaryOf }),
    );
  },
});

function summaryOf({ origin, wide }: StatementFaults): string {
  const names = worstFirst(wide).map(({ action }) => action.name);

  return `${placeOf(origin)}, allows ${shortened(names)} on ${anyOf(wide)}`;
}
