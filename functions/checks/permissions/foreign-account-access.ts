import { lines } from '../../core/evidence.ts';
import type { FunctionTarget } from '../../core/target.ts';
import { type Detail, failIfAny } from '../../domain/check.ts';
import {
  foreignInWords,
  foreignLines,
  foreignWith,
  type Trusted,
} from '../../domain/permissions/foreign-access.ts';
import { statementMark } from '../../domain/permissions/statement-mark.ts';
import {
  permissionRemediation,
  withoutPrincipals,
} from '../../domain/remediation/permission-remediation.ts';
import {
  accessBy,
  describeSelection,
  isPublic,
  type ResourcePolicy,
  type ResourceStatement,
  statementSubject,
  statementTitle,
} from '../../engines/iam/index.ts';
import { defineCheck } from '../define-check.ts';

const LEAD =
  'Remove the permission unless you know what it is for. If the account is yours or a ' +
  "vendor's, add its id to the setting trustedAccounts, or limit the grant to your " +
  'organization with aws:PrincipalOrgID.';

export const foreignAccountAccess = defineCheck({
  id: 'permissions/foreign-account-access',
  target: 'function',
  title: 'Cross-account access for an untrusted AWS account or organization',
  severity: 'high',
  practice: 'permissions',
  rationale:
    'The owner of that account decides who calls the function, and nothing in yours shows who ' +
    'that is today. Grants to former vendors and old test accounts stay for years. The id of ' +
    'another organization, which often comes with a copied template, lets all of its accounts ' +
    'in: which one is yours is known where the setting organization is used. Topics by which AWS ' +
    'announces something (IP ranges, images, prices) are no stranger, where they are named in full.',
  remediation: LEAD,
  references: [
    'https://docs.aws.amazon.com/lambda/latest/dg/permissions-function-cross-account.html',
  ],
  suppression: { covers: 'what the statement grants to which untrusted accounts' },
  cwe: 'CWE-732',
  frameworks: { cis: ['12.10'] },
  needs: ['resourcePolicies', 'configuration', 'trustedAccounts', 'organization'],

  evaluate({ resourcePolicies, configuration, trustedAccounts, organization }) {
    const known = {
      accounts: new Set([configuration.account, ...trustedAccounts]),
      organization: organization?.toLowerCase(),
    };

    return failIfAny(
      resourcePolicies.flatMap((policy) =>
        policy.statements
          .filter(({ effect }) => effect === 'Allow')
          .flatMap((statement) => detailOf(statement, policy, configuration, known)),
      ),
    );
  },
});

/** What is open to everyone is another check's. */
function detailOf(
  statement: ResourceStatement,
  policy: ResourcePolicy,
  target: FunctionTarget,
  known: Trusted,
): readonly Detail[] {
  const access = accessBy(statement, policy, target.arn);
  if (access.some(isPublic)) return [];

  const foreign = access.flatMap((each) => foreignWith(each, statement, known));
  if (foreign.length === 0) return [];

  const what = describeSelection(statement.actions);

  return [
    {
      subject: statementSubject(statement, policy),
      mark: statementMark(statement, {
        principals: foreign.map(({ principal }) => principal.name),
      }),
      summary: `${statementTitle(statement)} allows ${what} to ${foreignInWords(foreign)}`,
      evidence: lines(...foreignLines(foreign)),
      remediation: permissionRemediation(LEAD, {
        target,
        policy,
        statement,
        proposed: withoutPrincipals(
          statement,
          foreign.map(({ principal }) => principal.name),
        ),
      }),
    },
  ];
}
