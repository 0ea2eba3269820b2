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
  isTakenBack,
  organizationsWith,
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
    'in: which one is yours is known where the setting organization is used.',
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

/** Who may be let in. */
interface Trusted {
  /** Ids. */
  readonly accounts: ReadonlySet<string>;
  /** Its id; undefined where it is not known: then each is taken for one that was chosen. */
  readonly organization: string | undefined;
}

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
  const who = [...new Set(foreign.map((each) => each.who))].sort();
  if (who.length === 0) return [];

  const what = describeSelection(statement.actions);

  return [
    {
      subject: statementSubject(statement, policy),
      mark: statementMark(statement, {
        principals: foreign.map(({ principal }) => principal.name),
      }),
      summary: `${statementTitle(statement)} allows ${what} to ${inWords(who)}`,
      evidence: lines(
        ...new Set(foreign.map((each) => `${each.kind} ${each.who}, by ${each.principal.name}`)),
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

/** An account or organization that is none of one's own, and by which principal it comes in. */
interface Foreign {
  readonly kind: 'account' | 'organization';
  /** Its id. */
  readonly who: string;
  readonly principal: Access['principal'];
}

function foreignWith(
  access: Access,
  statement: ResourceStatement,
  { accounts, organization }: Trusted,
): readonly Foreign[] {
  const { principal } = access;
  const others = accountsOf(access, statement).filter((account) => !accounts.has(account));
  const organizations =
    organization === undefined || isTakenBack(access)
      ? []
      : organizationsWith(access, accounts).filter((each) => each !== organization);

  return [
    ...others.map((who) => ({ kind: 'account' as const, who, principal })),
    ...organizations.map((who) => ({ kind: 'organization' as const, who, principal })),
  ];
}

/** `accounts 111122223333, 444455556666`, `organization o-abc123` */
function inWords(who: readonly string[]): string {
  const isAccount = (id: string) => /^\d/.test(id);
  const named = (kind: string, ids: readonly string[]) =>
    ids.length === 0
      ? []
      : `${kind}${ids.length > 1 ? 's' : ''} ${describeSelection({ scope: 'only', patterns: ids })}`;

  return [
    named('account', who.filter(isAccount)),
    named(
      'organization',
      who.filter((id) => !isAccount(id)),
    ),
  ]
    .flat()
    .join(' and ');
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
