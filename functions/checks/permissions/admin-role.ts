import { lines } from '../../core/evidence.ts';
import { failIfAny, pass } from '../../domain/check.ts';
import { weighedByReach } from '../../domain/exposure/reach.ts';
import { administratorRemediation } from '../../domain/remediation/administrator-remediation.ts';
import {
  type Administration,
  administration,
  isAdministrator,
  type PolicyStatement,
  placeOf,
  type RolePermissions,
  reachOf,
  serviceOf,
  spellsNoResource,
  statementsOf,
  withControls,
} from '../../engines/iam/index.ts';
import { defineCheck } from '../define-check.ts';

export const adminRole = defineCheck({
  id: 'permissions/admin-role',
  target: 'role',
  title: 'Execution role has administrator access',
  severity: 'critical',
  practice: 'permissions',
  rationale:
    'A flaw in any function of this role, or in a package that it uses, hands over the ' +
    'account. A role that may change IAM at will can give itself the rest. Denies of whole ' +
    'services are named: where they leave no privilege escalation and no access to the ' +
    "account's secrets, parameters, objects and keys, the finding is high instead of critical; so it " +
    'is where service control policies of the organization leave it that little.',
  remediation:
    'Allow only the actions that the functions call, each on the resources that they use. ' +
    'Until that is done, set a permissions boundary that names the services they need.',
  references: [
    'https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege',
  ],
  suppression: { covers: 'what the role administers, and which services are denied' },
  cwe: 'CWE-250',
  frameworks: { owasp: ['S5:2017'], csa: ['SAS-4'], fsbp: ['IAM.1'], cis: ['12.4', '12.9'] },
  needs: ['permissions', 'controls', 'configuration', 'now', 'openFunctions'],

  evaluate({ permissions, controls, configuration, now, openFunctions }) {
    const found = administration(permissions);
    if (!found) return pass;

    const limited = withControls(permissions, controls, configuration);
    const isByItself = isAdministrator(permissions, configuration, now);
    const isOne = isByItself && isAdministrator(limited, configuration, now);
    const detail = {
      subject: 'role',
      mark: [markOf(found)],
      summary: summaryOf(found),
      evidence: lines(
        ...evidenceOf(found, permissions, isByItself),
        ...(isByItself && !isOne ? [HELD_BY_ORGANIZATION] : []),
        ...controls.unread
          .slice(0, MOST_UNREAD)
          .map((policy) => `not read, and may deny it: ${policy}`),
      ),
      severity: isOne ? ('critical' as const) : ('high' as const),
      remediation: administratorRemediation(found, configuration),
    };

    return failIfAny(weighedByReach([detail], 'critical', openFunctions));
  },
});

/** As one thing: a service that is withheld no longer is something new. */
function markOf({ over, withheld }: Administration): string {
  return withheld.length > 0 ? `${over} but ${withheld.join(', ')}` : over;
}

function summaryOf({ over, grants, withheld, unreadBoundary }: Administration): string {
  const policies = [...new Set(grants.map(({ policy }) => policy.name))];
  const which = policies.length > 1 ? 'policies' : 'policy';
  const what = over === 'everything' ? 'nearly every action on everything' : 'nearly all of IAM';
  const but = withheld.length > 0 ? `, except those of ${servicesIn(withheld)}` : '';
  const unless =
    unreadBoundary === undefined ? '' : `, unless its boundary ${unreadBoundary} denies it`;

  return `${which} ${policies.join(' and ')} ${policies.length > 1 ? 'allow' : 'allows'} ${what}${but}${unless}`;
}

const MOST_SERVICES = 15;

/** `iam, kms and sts` */
function servicesIn(withheld: readonly string[]): string {
  const shown = withheld.slice(0, MOST_SERVICES);
  const more = withheld.length - shown.length;
  const named = more > 0 ? [...shown, `${more} more services`] : shown;
  const [last = '', ...before] = named.toReversed();

  return before.length > 0 ? `${before.toReversed().join(', ')} and ${last}` : last;
}

function evidenceOf(
  { grants, denials, unreadBoundary, withheld }: Administration,
  { policies, boundary }: RolePermissions,
  isOne: boolean,
) {
  const counted = new Set(grants.map(({ statement }) => statement));
  const others = policies
    .flatMap(statementsOf)
    .filter((origin) => !counted.has(origin.statement) && isWide(origin));

  return [
    ...grants.map((grant) => `${placeOf(grant)}, allows ${reachOf(grant.statement)}`),
    ...denials.map((denial) => `${placeOf(denial)}, denies only ${reachOf(denial.statement)}`),
    ...(boundary ? [limitOf(boundary.name, unreadBoundary !== undefined)] : []),
    ...(withheld.length > 0 && !isOne ? [NO_ESCALATION] : []),
    ...others
      .slice(0, MOST_OTHERS)
      .map((origin) => `${placeOf(origin)}, allows ${reachOf(origin.statement)} besides`),
    ...(others.length > MOST_OTHERS ? [`and ${others.length - MOST_OTHERS} more as wide`] : []),
    COVERS_OTHERS,
  ];
}

function limitOf(boundary: string, isUnread: boolean): string {
  return isUnread
    ? `the boundary ${boundary} could not be read: it may deny all of it`
    : `the boundary ${boundary} does not stop it`;
}

const NO_ESCALATION =
  "the rest allows no certain privilege escalation, and no access to the account's secrets, " +
  'parameters, objects and keys';

const HELD_BY_ORGANIZATION =
  'service control policies of the organization leave it no way to the rest of the account: while they ' +
  'stand, it is no administrator';

const MOST_UNREAD = 3;

const MOST_OTHERS = 10;

/** The findings that it had for these before it became an administrator are resolved: why. */
const COVERS_OTHERS =
  'its wildcards, data access and privilege escalation are part of this finding, and become ' +
  'findings of their own once it is no administrator';

/** What would be a finding of its own. */
function isWide({ statement: { effect, actions, resources } }: PolicyStatement): boolean {
  if (effect !== 'Allow') return false;
  if (actions.scope === 'all but' || resources.scope === 'all but') return true;

  return (
    resources.patterns.some(spellsNoResource) ||
    actions.patterns.some((pattern) => serviceOf(pattern) !== undefined)
  );
}
