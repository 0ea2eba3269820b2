import { lines } from '../../core/evidence.ts';
import { type Detail, failIfAny, pass } from '../../domain/check.ts';
import { dayOf } from '../../domain/notification/day-and-minute.ts';
import { asItShouldBe, proposedFor } from '../../domain/remediation/as-it-should-be.ts';
import { limited, withoutActions } from '../../domain/remediation/narrowed.ts';
import { statementRemediation } from '../../domain/remediation/statement-remediation.ts';
import {
  type AccessFacts,
  administration,
  type Boundless,
  describeSelection,
  placeOf,
  reachOf,
  type Unused,
  unusedOfAll,
  unusedServices,
} from '../../engines/iam/index.ts';
import { defineCheck } from '../define-check.ts';

export const unusedService = defineCheck({
  id: 'permissions/unused-service',
  target: 'role',
  title: 'Unused permissions for a service',
  severity: 'medium',
  practice: 'permissions',
  rationale:
    'Permissions that a function does not use serve only an intruder. IAM records each use of ' +
    'a service for 400 days, denied requests included. Not reported are roles younger than the ' +
    'window, permissions granted within it, and what Lambda itself may need.',
  remediation:
    'Remove the service from the policy. Keep it where a rare code path needs it, such as a ' +
    'yearly closing, and suppress the finding with that reason.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_last-accessed.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#remove-credentials',
  ],
  suppression: { covers: 'the actions that are allowed of the service' },
  cwe: 'CWE-250',
  frameworks: { owasp: ['S5:2017'], csa: ['SAS-4'], cis: ['12.4'] },
  needs: ['permissions', 'configuration', 'now', 'lastAccess', 'callsShown'],

  evaluate({ lastAccess, callsShown, ...about }) {
    // permissions/excess-permissions then reports it, with what else nothing uses.
    if (callsShown) return pass;
    if (!lastAccess || administration(about.permissions)) return pass;

    const facts = { ...about, lastAccess };
    const all = unusedOfAll(facts);
    return failIfAny([
      ...unusedServices(facts).map((unused) => detailOf(unused, facts)),
      ...(all ? [boundlessDetail(all, facts)] : []),
    ]);
  },
});

function detailOf(unused: Unused, facts: AccessFacts): Detail {
  const { permissions, configuration, now, lastAccess } = facts;
  const { service, actions, origins, lastAt } = unused;
  const fixes = asItShouldBe(permissions, configuration, now);
  const last = lastAt === undefined ? 'has never used it' : `last used it on ${dayOf(lastAt)}`;

  return {
    subject: service,
    mark: actions,
    summary: `The role may use ${service} and ${last}`,
    evidence: lines(
      `not used within ${lastAccess.days} days`,
      `allowed: ${describeSelection({ scope: 'only', patterns: actions })}`,
      ...origins.map((origin) => `${placeOf(origin)}, allows ${reachOf(origin.statement)}`),
    ),
    remediation: statementRemediation(
      `Remove ${service} from the policy. If a rare code path needs it, keep it and suppress this with the reason.`,
      configuration,
      origins.map((origin) => ({
        origin,
        proposed: proposedFor(origin, fixes).flatMap((each) =>
          withoutActions(each, (action) => isOf(action, service)),
        ),
      })),
    ),
  };
}

/** Services that no statement names are one finding: there are hundreds. */
function boundlessDetail(all: Boundless, { configuration, lastAccess }: AccessFacts): Detail {
  const { origins, used, unused } = all;

  return {
    subject: '*',
    mark: ['every service'],
    summary: `The role may use every service and uses ${used.length} of ${used.length + unused.length}`,
    evidence: lines(
      `not used within ${lastAccess.days} days`,
      `in use: ${used.join(', ') || 'none'}`,
      ...origins.map((origin) => `${placeOf(origin)}, allows ${reachOf(origin.statement)}`),
    ),
    remediation: statementRemediation(
      `Name the services that it uses: ${used.join(', ') || 'none'}.`,
      configuration,
      origins.map((origin) => ({ origin, proposed: [limited(origin.statement)] })),
    ),
  };
}

function isOf(action: string, service: string): boolean {
  return action.toLowerCase().startsWith(`${service}:`);
}
