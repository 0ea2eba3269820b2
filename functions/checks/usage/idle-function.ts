import { lines } from '../../core/evidence.ts';
import { isIdle } from '../../domain/activity.ts';
import { failIfAny, notApplicable, pass } from '../../domain/check.ts';
import { deadFunctionRemediation } from '../../domain/remediation/dead-function-remediation.ts';
import { defineCheck } from '../define-check.ts';

const ID = 'usage/idle-function';
const LEAD =
  'If it is not needed: turn it off, wait until you are sure that it is not missed, keep a ' +
  'copy, delete it, then its role, its log group and what names it. If it waits for a rare ' +
  'event, suppress this finding with the reason and a date.';

export const idleFunction = defineCheck({
  id: ID,
  target: 'function',
  title: 'Idle function',
  severity: 'low',
  practice: 'idle functions',
  rationale:
    'A function that is never invoked is not watched, patched or missed, yet its role works as ' +
    'on the first day.',
  remediation: LEAD,
  references: [
    'https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html',
    'https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html',
  ],
  frameworks: { csa: ['SAS-11'] },
  suppression: { whole: 'a function is invoked, or it is not' },
  needs: ['activity', 'configuration'],

  evaluate({ activity, configuration }) {
    if (activity.parked) return notApplicable;
    if (!isIdle(activity, configuration)) return pass;

    return failIfAny([
      {
        subject: 'function',
        summary: `Not invoked for ${activity.days} days`,
        evidence: lines(
          `No invocation in the last ${activity.days} days`,
          `Last deployed or configured on ${configuration.lastModified.slice(0, 10)}`,
        ),
        remediation: deadFunctionRemediation(LEAD, configuration, ID),
      },
    ]);
  },
});
