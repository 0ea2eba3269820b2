import { lines } from '../../core/evidence.ts';
import { type Detail, defineCheck, failIfAny, pass } from '../../domain/check.ts';
import { dayOf } from '../../domain/notification/day-and-minute.ts';
import { asItShouldBe, proposedFor } from '../../domain/remediation/as-it-should-be.ts';
import { limited, withoutActions } from '../../domain/remediation/narrowed.ts';
import { statementRemedy } from '../../domain/remediation/statement-remedy.ts';
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

export const unusedService = defineCheck({
  id: 'permissions/unused-service',
  target: 'role',
  title: 'A role may use a service that it does not use',
  severity: 'medium',
  practice: 'permissions',
  rationale:
    'What nobody uses, only an intruder will. IAM remembers who asked which service for something, ' +
    'also in vain, for 400 days. Nothing is said of a role that is younger than the window, of ' +
    'what was allowed within it, and of what Lambda itself may need.',
  remediation:
    'Take the service out of the policy. Leave it in where a rare path needs it, a yearly closing, ' +
    'say, and suppress the finding with that reason.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_last-accessed.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#remove-credentials',
  ],
  suppression: { covers: 'the actions that are allowed of the service' },
  cwe: 'CWE-250',
  needs: ['permissions', 'configuration', 'now', 'lastAccess'],

  evaluate({ lastAccess, ...about }) {
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
  const last = lastAt === undefined ? 'never used it' : `last used it on ${dayOf(lastAt)}`;

  return {
    subject: service,
    mark: actions,
    summary: `It may use ${service} and ${last}`,
    evidence: lines(
      `not within ${lastAccess.days} days`,
      `allowed: ${describeSelection({ scope: 'only', patterns: actions })}`,
      ...origins.map((origin) => `${placeOf(origin)}, allows ${reachOf(origin.statement)}`),
    ),
    remediation: statementRemedy(
      `Take ${service} out of the policy, unless a rare path needs it: then suppress this with the reason.`,
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

/** Services that no statement names are told of at once: there are hundreds. */
function boundlessDetail(all: Boundless, { configuration, lastAccess }: AccessFacts): Detail {
  const { origins, used, unused } = all;

  return {
    subject: '*',
    mark: ['every service'],
    summary: `It may use every service and uses ${used.length} of ${used.length + unused.length}`,
    evidence: lines(
      `not within ${lastAccess.days} days`,
      `in use: ${used.join(', ') || 'none'}`,
      ...origins.map((origin) => `${placeOf(origin)}, allows ${reachOf(origin.statement)}`),
    ),
    remediation: statementRemedy(
      `Name the services that it uses: ${used.join(', ') || 'none'}.`,
      configuration,
      origins.map((origin) => ({ origin, proposed: [limited(origin.statement)] })),
    ),
  };
}

function isOf(action: string, service: string): boolean {
  return action.toLowerCase().startsWith(`${service}:`);
}
