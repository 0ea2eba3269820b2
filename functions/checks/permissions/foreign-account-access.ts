import { lines } from '../../core/evidence.ts';
import type { FunctionTarget } from '../../core/target.ts';
import { type Detail, failIfAny } from '../../domain/check.ts';
import { statementMark } from '../../domain/permissions/statement-mark.ts';
import {
  permissionRemediation,
  withoutPrincipals,
} from '../../domain/remediation/permission-remediation.ts';
import {
  type Access,
  accessBy,
  accountsWith,
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
  'organisation with aws:PrincipalOrgID.';

export const foreignAccountAccess = defineCheck({
  id: 'permissions/foreign-account-access',
  target: 'function',
  title: 'Cross-account access for an untrusted AWS account',
  severity: 'high',
  practice: 'permissions',
  rationale:
    'The owner of that account decides who calls the function, and nothing in yours shows who ' +
    'that is today. Grants to former vendors and old test accounts stay for years.',
  remediation: LEAD,
  references: [
    'https://docs.aws.amazon.com/lambda/latest/dg/permissions-function-cross-account.html',
  ],
  suppression: { covers: 'what the statement grants to which untrusted accounts' },
  cwe: 'CWE-732',
  frameworks: { cis: ['12.10'] },
  needs: ['resourcePolicies', 'configuration', 'trustedAccounts'],

  evaluate({ resourcePolicies, configuration, trustedAccounts }) {
    const known = new Set([configuration.account, ...trustedAccounts]);

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
  known: ReadonlySet<string>,
): readonly Detail[] {
  const access = accessBy(statement, policy, target.arn);
  if (access.some(isPublic)) return [];

  const foreign = access.flatMap((each) =>
    accountsOf(each, statement)
      .filter((account) => !known.has(account))
      .map((account) => ({ ...each, account })),
  );
  const accounts = [...new Set(foreign.map(({ account }) => account))].sort();
  if (accounts.length === 0) return [];

  const who = { scope: 'only', patterns: accounts } as const;
  const what = describeSelection(statement.actions);

  return [
    {
      subject: statementSubject(statement, policy),
      mark: statementMark(statement, {
        principals: foreign.map(({ principal }) => principal.name),
      }),
      summary: `${statementTitle(statement)} allows ${what} to ${accounts.length > 1 ? 'accounts' : 'account'} ${describeSelection(who)}`,
      evidence: lines(
        ...new Set(
          foreign.map(({ account, principal }) => `account ${account}, by ${principal.name}`),
        ),
      ),
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

/** @throws when a principal has an account, but does not say which. */
function accountsOf(access: Access, statement: ResourceStatement): readonly string[] {
  const accounts = accountsWith(access);

  if (accounts === undefined && access.principal.kind === 'CanonicalUser') {
    const reason = 'names a canonical user, which does not show the account';
    throw new Error(`${statementTitle(statement)} ${reason}: name the account id instead`);
  }
  return accounts ?? [];
}
