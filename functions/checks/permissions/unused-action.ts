import { lines } from '../../core/evidence.ts';
import { type Detail, failIfAny, pass } from '../../domain/check.ts';
import { asItShouldBe, proposedFor } from '../../domain/remediation/as-it-should-be.ts';
import { withoutActions } from '../../domain/remediation/narrowed.ts';
import { statementRemediation } from '../../domain/remediation/statement-remediation.ts';
import {
  type AccessFacts,
  administration,
  describeSelection,
  placeOf,
  reachOf,
  type Statement,
  type Unused,
  unusedActions,
} from '../../engines/iam/index.ts';
import { defineCheck } from '../define-check.ts';

export const unusedAction = defineCheck({
  id: 'permissions/unused-action',
  target: 'role',
  title: 'Unused permissions for single actions',
  severity: 'medium',
  practice: 'permissions',
  rationale:
    'The role uses the service, but not these of its actions. IAM records the last use of some ' +
    'actions only. Others, such as s3:GetObject or dynamodb:PutItem, are not reported: "never ' +
    'used" would prove nothing.',
  remediation:
    'Remove the actions from the policy. Keep what a rare code path needs, and suppress the ' +
    'finding with that reason.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_last-accessed.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_last-accessed-action-last-accessed.html',
  ],
  suppression: { covers: 'the unused actions' },
  cwe: 'CWE-250',
  frameworks: { owasp: ['S5:2017'], csa: ['SAS-4'], cis: ['12.4'] },
  needs: ['permissions', 'configuration', 'now', 'lastAccess', 'callsShown'],

  evaluate({ lastAccess, callsShown, ...about }) {
    // permissions/excess-permissions then reports it, with what else nothing uses.
    if (callsShown) return pass;
    if (!lastAccess || administration(about.permissions)) return pass;

    const facts = { ...about, lastAccess };
    return failIfAny(unusedActions(facts).map((unused) => detailOf(unused, facts)));
  },
});

/** Lines of actions, of so many each. */
const PER_LINE = 8;

function detailOf(unused: Unused, facts: AccessFacts): Detail {
  const { permissions, configuration, now, lastAccess } = facts;
  const { service, actions, origins } = unused;
  const fixes = asItShouldBe(permissions, configuration, now);
  const gone = new Set(actions.map((action) => action.toLowerCase()));
  const isGone = (action: string) => gone.has(action.toLowerCase());

  return {
    subject: service,
    mark: actions,
    summary: `The role uses ${service}, but not ${describeSelection({ scope: 'only', patterns: actions })}`,
    evidence: lines(
      `not used within ${lastAccess.days} days, as far as IAM reports`,
      ...inLines(actions),
      ...origins.map((origin) => `${placeOf(origin)}, allows ${reachOf(origin.statement)}`),
    ),
    remediation: statementRemediation(
      `Remove the actions of ${service} that it does not use. If a rare code path needs one, keep it and suppress this with the reason.`,
      configuration,
      origins
        .filter(({ statement }) => isChanged(statement, withoutActions(statement, isGone)))
        .map((origin) => ({
          origin,
          proposed: proposedFor(origin, fixes).flatMap((each) => withoutActions(each, isGone)),
        })),
    ),
  };
}

function inLines(actions: readonly string[]): readonly string[] {
  return Array.from({ length: Math.ceil(actions.length / PER_LINE) }, (_, index) =>
    actions.slice(index * PER_LINE, (index + 1) * PER_LINE).join(', '),
  );
}

function isChanged({ actions }: Statement, [first]: readonly Statement[]): boolean {
  return first?.actions.patterns.join() !== actions.patterns.join();
}
