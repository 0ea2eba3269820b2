import { lines } from '../../core/evidence.ts';
import type { Target } from '../../core/target.ts';
import type { Detail } from '../../domain/check.ts';
import { faultLines, severityOfFaults } from '../../domain/permissions/fault-words.ts';
import { statementMark } from '../../domain/permissions/statement-mark.ts';
import { statementVerdict } from '../../domain/permissions/statement-verdict.ts';
import { type AsItShouldBe, proposedFor } from '../../domain/remediation/as-it-should-be.ts';
import { statementRemediation } from '../../domain/remediation/statement-remediation.ts';
import {
  placeOf,
  reachOf,
  type StatementFaults,
  sendsTextsAlone,
  subjectOf,
} from '../../engines/iam/index.ts';
import { defineCheck } from '../define-check.ts';

const LEAD =
  'Name what the functions use in Action and Resource, and move the exceptions to a Deny.';

export const notActionAllow = defineCheck({
  id: 'permissions/not-action-allow',
  target: 'role',
  title: 'Allow with NotAction',
  severity: 'high',
  practice: 'permissions',
  rationale:
    'An Allow with NotAction or NotResource grants everything that it does not list, including ' +
    'what AWS adds next week. In a Deny they are fine. To publish by Amazon SNS to all but any topic is to send ' +
    'text messages to phones, and is medium.',
  remediation: LEAD,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notresource.html',
  ],
  suppression: { covers: 'what the statement grants' },
  cwe: 'CWE-250',
  frameworks: { owasp: ['S5:2017'], csa: ['SAS-4'], cis: ['12.4'] },
  needs: ['permissions', 'controls', 'configuration', 'now', 'openFunctions'],

  evaluate(facts) {
    return statementVerdict('openEnded', 'high', facts, (found, role, fixes) =>
      found.map((each) => detailOf(each, role, fixes)),
    );
  },
});

function detailOf(found: StatementFaults, role: Target<'role'>, fixes: AsItShouldBe): Detail {
  const { origin } = found;

  return {
    subject: subjectOf(origin),
    mark: statementMark(origin.statement),
    severity: severityOfFaults(found),
    summary: `${placeOf(origin)}, allows ${reachOf(origin.statement)}`,
    evidence: [
      ...faultLines([found]),
      ...lines(
        ...(sendsTextsAlone(origin.statement)
          ? ['it sends text messages to any phone, and publishes to no topic']
          : []),
      ),
    ],
    remediation: statementRemediation(LEAD, role, [
      { origin, proposed: proposedFor(origin, fixes) },
    ]),
  };
}
