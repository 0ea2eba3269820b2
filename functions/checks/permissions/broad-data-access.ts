import { worstOf } from '../../core/severity.ts';
import type { Target } from '../../core/target.ts';
import type { Detail } from '../../domain/check.ts';
import { faultLines, joined, severityOfFaults } from '../../domain/permissions/fault-words.ts';
import { statementMark } from '../../domain/permissions/statement-mark.ts';
import { statementVerdict } from '../../domain/permissions/statement-verdict.ts';
import { type AsItShouldBe, proposedFor } from '../../domain/remediation/as-it-should-be.ts';
import { statementRemediation } from '../../domain/remediation/statement-remediation.ts';
import { accountData, type DataKind, type StatementFaults } from '../../engines/iam/index.ts';
import { defineCheck } from '../define-check.ts';

export const broadDataAccess = defineCheck({
  id: 'permissions/broad-data-access',
  target: 'role',
  title: 'Role can read data of the whole account',
  severity: 'high',
  practice: 'permissions',
  rationale:
    'A flaw in one function exposes the secrets and files of every other application in the ' +
    'account. AWS managed policies that read the whole account on purpose (ReadOnlyAccess, ' +
    'SecurityAudit, ViewOnlyAccess) or run functions (AWSLambda…) are no finding. To decrypt by any key ' +
    'shows nothing to who cannot read what is encrypted: by itself it is medium, as in the AWS Foundational Security Best Practices.',
  remediation:
    'Name the secrets, parameters, buckets and keys that the function uses, or a prefix that is its own.',
  references: [
    'https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_iam-policies.html',
    'https://docs.aws.amazon.com/kms/latest/developerguide/iam-policies-best-practices.html',
  ],
  suppression: { covers: 'what the statements grant' },
  cwe: 'CWE-732',
  frameworks: { owasp: ['S5:2017'], csa: ['SAS-4'], cis: ['12.4'] },
  needs: ['permissions', 'controls', 'configuration', 'now', 'openFunctions'],

  evaluate(facts) {
    return statementVerdict('data', 'high', facts, (found, role, fixes) =>
      accountData.flatMap((kind) => {
        const some = found.filter(({ data: [first] }) => first?.kind === kind);
        return some.length > 0 ? [detailOf(kind, some, role, fixes)] : [];
      }),
    );
  },
});

/** @param found statements of which this is the worst that they read. */
function detailOf(
  kind: DataKind,
  found: readonly StatementFaults[],
  role: Target<'role'>,
  fixes: AsItShouldBe,
): Detail {
  const policies = [...new Set(found.map(({ origin }) => origin.policy.name))];
  const all = found.flatMap(({ data }) => data);
  const kinds = accountData.filter((each) => all.some((one) => one.kind === each));
  const read = kinds.map((each) => {
    const action = all.find((one) => one.kind === each)?.action ?? '';
    return each === kind
      ? `${action} on any of the account's ${each.name}`
      : `${action} on any of its ${each.name}`;
  });

  return {
    subject: kind.name,
    mark: found.flatMap(({ origin }) => statementMark(origin.statement)),
    severity: worstOf(found.map(severityOfFaults)),
    summary: `${policies.join(' and ')} ${policies.length > 1 ? 'allow' : 'allows'} ${joined(read)}`,
    evidence: faultLines(found),
    remediation: statementRemediation(
      `Name the ${joined(kinds.map(({ name }) => name))} that the functions use, or a prefix that is their own.`,
      role,
      found.map(({ origin }) => ({ origin, proposed: proposedFor(origin, fixes) })),
    ),
  };
}
