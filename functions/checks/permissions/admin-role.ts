import { defineCheck, failIfAny, lines, pass } from '../../domain/check.ts';
import { type Administration, administration } from '../../domain/iam/administrator.ts';
import {
  type PolicyStatement,
  placeOf,
  reachOf,
  serviceOf,
  spellsNoResource,
  statementsOf,
} from '../../domain/iam/policy-statement.ts';
import type { RolePermissions } from '../../domain/iam/role-permissions.ts';
import { weighedByReach } from '../../domain/reach.ts';
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
  needs: ['permissions', 'configuration', 'openFunctions'],

  evaluate({ permissions, configuration, openFunctions }) {
    const found = administration(permissions);
    if (!found) return pass;

    const policies = [...new Set(found.grants.map(({ policy }) => policy.name))];
    const what =
      found.over === 'everything' ? 'nearly every action on everything' : 'nearly all of IAM';
    const which = policies.length > 1 ? 'policies' : 'policy';
    const summary = `${which} ${policies.join(' and ')} ${policies.length > 1 ? 'allow' : 'allows'} ${what}`;

    const detail = {
      subject: 'role',
      summary,
      evidence: lines(...evidenceOf(found, permissions)),
      remediation: administratorRemedy(found, configuration),
    };

    return failIfAny(weighedByReach([detail], 'critical', openFunctions));
  },
});

function evidenceOf({ grants, denials }: Administration, { policies, boundary }: RolePermissions) {
  const counted = new Set(grants.map(({ statement }) => statement));
  const others = policies
    .flatMap(statementsOf)
    .filter((origin) => !counted.has(origin.statement) && isWide(origin));

  return [
    ...grants.map((grant) => `${placeOf(grant)}, allows ${reachOf(grant.statement)}`),
    ...denials.map((denial) => `${placeOf(denial)}, takes back only ${reachOf(denial.statement)}`),
    ...(boundary ? [`the boundary ${boundary.name} does not stop it`] : []),
    ...others
      .slice(0, MOST_OTHERS)
      .map((origin) => `${placeOf(origin)}, allows ${reachOf(origin.statement)} besides`),
    ...(others.length > MOST_OTHERS ? [`and ${others.length - MOST_OTHERS} more as wide`] : []),
    ONE_STORY,
  ];
}

const MOST_OTHERS = 10;

/** The findings that it had for these before it became an administrator are resolved: why. */
const ONE_STORY =
  'its wildcards, the data that it reads and its ways to more power are part of this finding, ' +
  'and findings of their own once it is no administrator';

/** What would be a finding of its own. */
function isWide({ statement: { effect, actions, resources } }: PolicyStatement): boolean {
  if (effect !== 'Allow') return false;
  if (actions.scope === 'all but' || resources.scope === 'all but') return true;

  return (
    resources.patterns.some(spellsNoResource) ||
    actions.patterns.some((pattern) => serviceOf(pattern) !== undefined)
  );
}
