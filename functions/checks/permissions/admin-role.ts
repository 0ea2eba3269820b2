import { defineCheck, failIfAny, lines, pass } from '../../domain/check.ts';
import { type Administration, administration } from '../../domain/iam/administrator.ts';
import { placeOf, reachOf } from '../../domain/iam/policy-statement.ts';
import type { RolePermissions } from '../../domain/iam/role-permissions.ts';
import { administratorRemedy } from '../../domain/remedy/administrator-remedy.ts';

export const adminRole = defineCheck({
  id: 'permissions/admin-role',
  target: 'role',
  title: 'Functions run as an administrator',
  severity: 'critical',
  practice: 'permissions',
  rationale:
    'A flaw in any function of this role, or in a package that it uses, hands over the account. ' +
    'A role that may change IAM at will can give itself the rest.',
  remediation:
    'Allow only the actions that the function calls, each on the resources that it uses. ' +
    'Until that is done, set a permissions boundary that names the services it needs.',
  references: [
    'https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege',
  ],
  cwe: 'CWE-250',
  needs: ['permissions', 'configuration'],

  evaluate({ permissions, configuration }) {
    const found = administration(permissions);
    if (!found) return pass;

    const policies = [...new Set(found.grants.map(({ policy }) => policy.name))];
    const what =
      found.over === 'everything' ? 'nearly every action on everything' : 'nearly all of IAM';
    const which = policies.length > 1 ? 'policies' : 'policy';
    const summary = `${which} ${policies.join(' and ')} ${policies.length > 1 ? 'allow' : 'allows'} ${what}`;

    return failIfAny([
      {
        subject: 'role',
        summary,
        evidence: lines(...evidenceOf(found, permissions)),
        remediation: administratorRemedy(found, configuration),
      },
    ]);
  },
});

function evidenceOf({ grants, denials }: Administration, { boundary }: RolePermissions) {
  return [
    ...grants.map((grant) => `${placeOf(grant)}, allows ${reachOf(grant.statement)}`),
    ...denials.map((denial) => `${placeOf(denial)}, takes back only ${reachOf(denial.statement)}`),
    ...(boundary ? [`the boundary ${boundary.name} does not stop it`] : []),
  ];
}
