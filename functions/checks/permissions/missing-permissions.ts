import { firstOf, lines } from '../../core/evidence.ts';
import { type Detail, failIfAny, pass } from '../../domain/check.ts';
import { operationNames } from '../../domain/permissions/operation-names.ts';
import { usedResource } from '../../domain/remediation/placeholder.ts';
import { remediationText } from '../../domain/remediation/remediation-text.ts';
import { policyText } from '../../domain/remediation/statement-text.ts';
import {
  administration,
  describeSelection,
  missingAccess,
  type Need,
  type Statement,
} from '../../engines/iam/index.ts';
import { defineCheck } from '../define-check.ts';

const LEAD = 'Allow the role what its code calls, or remove the call.';

export const missingPermissions = defineCheck({
  id: 'permissions/missing-permissions',
  target: 'role',
  title: 'Code calls what the role does not allow',
  severity: 'low',
  practice: 'permissions',
  rationale:
    'A call that nothing grants fails, often first in the rare case that it was written for. Who ' +
    'meets it in a hurry grants a wildcard. Not reported is what the policy of a resource may ' +
    'grant, such as that of a bucket, a queue or a key, and what a function may call as another ' +
    'role.',
  remediation: LEAD,
  references: [
    'https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html',
  ],
  suppression: { covers: 'the actions that are called and not allowed' },
  needs: ['permissions', 'configuration', 'now', 'codeUse'],
  // A policy that could not be read may allow it.
  needsWhole: ['permissions'],

  evaluate({ permissions, configuration, now, codeUse }) {
    if (administration(permissions)) return pass;
    const missing = missingAccess(
      { permissions, role: configuration, now },
      codeUse,
      operationNames,
    );

    return failIfAny(missing.length > 0 ? [detailOf(missing)] : []);
  },
});

const MOST_LINES = 12;

function detailOf(missing: readonly Need[]): Detail {
  const byAction = Map.groupBy(missing, ({ action }) => action);
  const actions = [...byAction.keys()];

  return {
    subject: 'role',
    mark: actions,
    summary: `The code calls ${describeSelection({ scope: 'only', patterns: actions })}, which no policy of the role allows`,
    evidence: [
      ...missing.slice(0, MOST_LINES).map(({ action, reason }) => ({
        text: action,
        ...(reason.because === 'code' && { path: reason.path, line: reason.line }),
      })),
      ...lines(
        ...firstOf(
          missing.slice(MOST_LINES).map(({ action }) => action),
          0,
        ),
      ),
    ],
    remediation: remediationText(LEAD, [
      {
        title: 'What would allow it',
        text: policyText([...byAction].map(([action, needs]) => statementFor(action, needs))),
      },
    ]),
  };
}

function statementFor(action: string, needs: readonly Need[]): Statement {
  const named = needs.map(({ resources }) => resources);
  const patterns = named.every((each) => each !== undefined)
    ? [...new Set(named.flat())]
    : [usedResource(action)];

  return {
    effect: 'Allow',
    actions: { scope: 'only', patterns: [action] },
    resources: { scope: 'only', patterns },
    conditions: [],
  };
}
