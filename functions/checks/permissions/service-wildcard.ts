import { compareTexts } from '../../core/compare-texts.ts';
import { worstOf } from '../../core/severity.ts';
import type { Target } from '../../core/target.ts';
import type { Detail } from '../../domain/check.ts';
import {
  faultLines,
  joined,
  serviceInWords,
  severityOfFaults,
  shortened,
} from '../../domain/permissions/fault-words.ts';
import { statementMark } from '../../domain/permissions/statement-mark.ts';
import { statementVerdict } from '../../domain/permissions/statement-verdict.ts';
import { type AsItShouldBe, proposedFor } from '../../domain/remediation/as-it-should-be.ts';
import { statementRemediation } from '../../domain/remediation/statement-remediation.ts';
import { actionsMatching, type StatementFaults } from '../../engines/iam/index.ts';
import { defineCheck } from '../define-check.ts';

export const serviceWildcard = defineCheck({
  id: 'permissions/service-wildcard',
  target: 'role',
  title: "Service wildcard in a role's policy",
  severity: 'medium',
  practice: 'permissions',
  rationale:
    'No function uses all of a service. The rest includes actions that delete, actions that ' +
    'open a resource to others, and those that AWS has yet to add. It is high where the ' +
    'service holds data, runs code, gives credentials or governs the account (its data, principals, ' +
    'money or monitoring) and no resource is named. Of logs, traces and metrics it is high only where ' +
    'anyone can invoke a function of the role. The AWS managed policies for running functions (AWSLambda…) are no finding.',
  remediation: 'Replace the wildcard by the actions that the function calls.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege',
  ],
  suppression: { covers: 'what the statements grant' },
  cwe: 'CWE-250',
  frameworks: { owasp: ['S5:2017'], csa: ['SAS-4'], fsbp: ['IAM.21'], cis: ['12.4'] },
  needs: ['permissions', 'controls', 'configuration', 'now', 'openFunctions'],

  evaluate(facts) {
    return statementVerdict('services', 'medium', facts, (found, role, fixes) =>
      [...Map.groupBy(found, ({ services: [first] }) => first?.service ?? '')]
        .map(([service, some]) => detailOf(service, some, role, fixes))
        .toSorted((a, b) => compareTexts(a.subject, b.subject)),
    );
  },
});

function detailOf(
  service: string,
  found: readonly StatementFaults[],
  role: Target<'role'>,
  fixes: AsItShouldBe,
): Detail {
  const policies = [...new Set(found.map(({ origin }) => origin.policy.name))];
  const all = [...new Set(found.flatMap(({ services }) => services.map((each) => each.service)))];
  const largest = largestOf(all, service);
  const others = all.filter((each) => each !== largest);
  const besides = others.length > 0 ? `, and of ${shortened(others)}` : '';

  return {
    subject: `${service}:*`,
    mark: found.flatMap(({ origin }) => statementMark(origin.statement)),
    summary: `${joined(policies)} ${policies.length > 1 ? 'allow' : 'allows'} every action of ${serviceInWords({ service: largest })}${besides}`,
    evidence: faultLines(found),
    severity: worstOf(found.map(severityOfFaults)),
    remediation: statementRemediation(
      `Replace ${all.map((each) => `${each}:*`).join(', ')} by the actions that the functions call.`,
      role,
      found.map(({ origin }) => ({ origin, proposed: proposedFor(origin, fixes) })),
    ),
  };
}

/** What most of a role is about: AmazonDynamoDBFullAccess allows all of `dax`, too. */
function largestOf(services: readonly string[], first: string): string {
  const sizeOf = (service: string) => actionsMatching(`${service}:*`).length;

  return services.reduce((most, each) => (sizeOf(each) > sizeOf(most) ? each : most), first);
}
