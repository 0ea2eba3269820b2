import { lines } from '../../core/evidence.ts';
import { powersIn } from '../../core/mark.ts';
import type { FunctionTarget } from '../../core/target.ts';
import { type Detail, failIfAny, pass } from '../../domain/check.ts';
import type { ProvisionedConcurrency } from '../../domain/concurrency.ts';
import { awsCommand, functionOptions } from '../../domain/remediation/aws-command.ts';
import { dollars, provisionedUsdPerMonth, rounded } from '../../engines/cost/index.ts';
import { defineCheck } from '../define-check.ts';

export const idleProvisionedConcurrency = defineCheck({
  id: 'usage/idle-provisioned-concurrency',
  target: 'function',
  title: 'Provisioned concurrency on an idle function',
  severity: 'medium',
  practice: 'cost',
  rationale:
    'Provisioned concurrency is billed by the second, with or without calls. On a function ' +
    'that was not invoked within idleDays it buys nothing.',
  remediation:
    'Delete the provisioned concurrency. If Application Auto Scaling manages it, delete the ' +
    'scalable target first, or it comes back.',
  references: [
    'https://docs.aws.amazon.com/lambda/latest/dg/provisioned-concurrency.html',
    'https://aws.amazon.com/lambda/pricing/',
  ],
  suppression: { covers: 'how much is provisioned, up to the next power of two' },
  needs: ['activity', 'configuration', 'provisionedConcurrency'],

  evaluate({ activity, configuration, provisionedConcurrency }) {
    if (!provisionedConcurrency) return pass;

    return failIfAny(
      provisionedConcurrency
        .filter(({ requested }) => requested > 0)
        .map((kept) => detailOf(kept, configuration, activity.days)),
    );
  },
});

function detailOf(
  { qualifier, requested }: ProvisionedConcurrency,
  of: FunctionTarget,
  days: number,
): Detail {
  const { usd, pricesOf } = provisionedUsdPerMonth(of, requested);

  return {
    subject: qualifier,
    mark: powersIn(requested, 'kept ready'),
    summary: `Provisioned concurrency of ${requested} on ${qualifier} costs ${dollars(usd)} a month without a call`,
    evidence: lines(
      `No invocation in the last ${days} days`,
      `${requested} environments of ${of.memoryMb} MB on ${of.architecture}, all the time`,
      `Prices: ${pricesOf}`,
    ),
    remediation: [
      'Delete it, and the scalable target of Application Auto Scaling that may put it back:',
      awsCommand(
        'lambda',
        'delete-provisioned-concurrency-config',
        functionOptions(of.arn, qualifier),
      ),
    ].join('\n'),
    figures: { usdPerMonth: rounded(usd) },
  };
}
