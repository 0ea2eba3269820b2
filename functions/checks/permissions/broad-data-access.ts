import { type Detail, defineCheck, failIfAny, lines, pass } from '../../domain/check.ts';
import { accountData, type DataKind } from '../../domain/iam/account-data.ts';
import { administration } from '../../domain/iam/administrator.ts';
import { type Decision, evaluatorOf } from '../../domain/iam/evaluator.ts';
import { type Statement, selectsAction } from '../../domain/iam/policy-document.ts';
import { isWideByDesign, placeOf, reachOf } from '../../domain/iam/policy-statement.ts';
import { contextOf } from '../../domain/iam/request-context.ts';
import type { NamedPolicy, RolePermissions } from '../../domain/iam/role-permissions.ts';
import { statementMark } from '../../domain/iam/statement-mark.ts';
import { anyNamed, regionsIn } from '../../domain/iam/unspelt-resource.ts';
import { weighedByReach } from '../../domain/reach.ts';
import { withScoped } from '../../domain/remedy/narrowed.ts';
import { statementRemedy } from '../../domain/remedy/statement-remedy.ts';
import type { Target } from '../../domain/target.ts';

export const broadDataAccess = defineCheck({
  id: 'permissions/broad-data-access',
  target: 'role',
  title: 'A role can read data of the whole account',
  severity: 'high',
  practice: 'permissions',
  rationale:
    'A flaw in one function gives away the secrets and files of every other application in the ' +
    'account. The policies by which AWS lets a role read the whole account on purpose ' +
    '(ReadOnlyAccess, SecurityAudit, ViewOnlyAccess) or run functions (AWSLambda…) are no finding.',
  remediation:
    'Name the secrets, parameters, buckets and keys that the function uses, or a prefix that is its own.',
  references: [
    'https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_iam-policies.html',
    'https://docs.aws.amazon.com/kms/latest/developerguide/iam-policies-best-practices.html',
  ],
  suppression: { covers: 'by which statements the data can be read' },
  cwe: 'CWE-732',
  needs: ['permissions', 'configuration', 'now', 'openFunctions'],

  evaluate({ permissions, configuration, now, openFunctions }) {
    if (administration(permissions)) return pass;

    const decide = evaluatorOf(permissions);
    const context = contextOf(configuration, now);
    const isOwnChoice = (policy: NamedPolicy) =>
      policy !== permissions.boundary && !isWideByDesign(policy);

    const details = accountData.flatMap((kind) => {
      const open = requestsFor(kind, permissions, configuration).map((request) => ({
        ...request,
        decision: decide({ ...request, context }),
      }));
      const [found] = open.filter(
        ({ decision: { answer, deciding } }) =>
          answer === 'allowed' && deciding.some(({ policy }) => isOwnChoice(policy)),
      );

      return found ? [detailOf(kind, found, configuration)] : [];
    });

    return failIfAny(weighedByReach(details, 'high', openFunctions));
  },
});

function requestsFor(
  { actions, resource }: DataKind,
  permissions: RolePermissions,
  role: Target<'role'>,
) {
  return regionsIn(permissions).flatMap((region) =>
    actions.map((action) => ({ action, resource: anyNamed(resource, role, region) })),
  );
}

/** Of a statement that names what it allows, no more than what reads the data. */
function readingIn({ actions }: Statement, reading: readonly string[]) {
  const found = actions.patterns.filter((pattern) =>
    reading.some((action) => selectsAction({ scope: 'only', patterns: [pattern] }, action)),
  );

  return actions.scope === 'only' ? { actions: found } : {};
}

function detailOf(
  { name, actions }: DataKind,
  { action, decision: { deciding } }: { readonly action: string; readonly decision: Decision },
  role: Target<'role'>,
): Detail {
  const policies = [...new Set(deciding.map(({ policy }) => policy.name))];

  return {
    subject: name,
    mark: deciding.flatMap(({ statement }) =>
      statementMark(statement, readingIn(statement, actions)),
    ),
    summary: `${policies.join(' and ')} ${policies.length > 1 ? 'allow' : 'allows'} ${action} on any of the account's ${name}`,
    evidence: lines(
      ...deciding.map((origin) => `${placeOf(origin)}, allows ${reachOf(origin.statement)}`),
    ),
    remediation: statementRemedy(
      `Name the ${name} that the functions use, or a prefix that is their own.`,
      role,
      deciding.map((origin) => ({
        origin,
        proposed: withScoped(origin.statement, (each) => actions.includes(each)),
      })),
    ),
  };
}
