import { counted } from '../../core/amounts.ts';
import { lines } from '../../core/evidence.ts';
import { powersIn } from '../../core/mark.ts';
import { type Detail, failIfAny } from '../../domain/check.ts';
import type { EverlastingLogs } from '../../domain/everlasting-logs.ts';
import { bytesInWords } from '../../domain/log-group.ts';
import { awsCommand } from '../../domain/remediation/aws-command.ts';
import { remediationText } from '../../domain/remediation/remediation-text.ts';
import {
  dollars,
  listPrice,
  logStorageUsdPerMonth,
  pricesOf,
  rounded,
} from '../../engines/cost/index.ts';
import { defineCheck } from '../define-check.ts';

/** US dollars a month, in a region, from which it is worth a change. */
const WORTH_A_LOOK = 1;

const LEAD =
  'Set a retention period: as long as the logs would be read, and no longer. What must be kept ' +
  'for years is cheaper in S3.';

export const unlimitedLogRetention = defineCheck({
  id: 'usage/unlimited-log-retention',
  target: 'account',
  title: 'Logs never expire',
  severity: 'low',
  practice: 'cost',
  rationale:
    'Lambda creates log groups that never expire, and their content is billed every month, more with ' +
    'each. Logs of years ago serve only someone who looks for secrets and addresses in them. All ' +
    'groups of a region to which functions log are one finding; groups that together cost less ' +
    `than ${dollars(WORTH_A_LOOK)} a month are none. The figure is an upper bound: AWS bills logs ` +
    'as compressed. Ingestion, which costs many times more, is not in it. Storage costs the same in ' +
    'all log classes; the Delivery class keeps logs for two days only.',
  remediation: LEAD,
  references: [
    'https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs.html',
    'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html',
  ],
  suppression: { covers: 'what they cost a month, up to the next power of two in dollars' },
  needs: ['everlastingLogs'],

  evaluate({ everlastingLogs }) {
    return failIfAny(everlastingLogs.flatMap(detailOf));
  },
});

function detailOf({
  region,
  count,
  storedBytes,
  accepted,
  biggest,
}: EverlastingLogs): readonly Detail[] {
  const usd = rounded(logStorageUsdPerMonth(storedBytes, region));
  if (usd < WORTH_A_LOOK) return [];

  const more = count - biggest.length;
  return [
    {
      subject: region,
      mark: powersIn(usd, 'dollars a month'),
      summary: `${counted(count, 'log group')} of functions in ${region} never expire${count === 1 ? 's' : ''}: ${bytesInWords(storedBytes)}, up to ${dollars(usd)} a month`,
      evidence: lines(
        `up to ${dollars(usd)} a month at ${pricesOf(region, [listPrice(region, 'logs stored')])}`,
        ...biggest.map(({ name, storedBytes: bytes }) => `${name}: ${bytesInWords(bytes)}`),
        ...(more > 0 ? [`and ${more} more, none of them bigger`] : []),
        ...(accepted > 0
          ? [`left out: ${counted(accepted, 'log group')} whose finding is suppressed`]
          : []),
      ),
      remediation: remediationText(LEAD, [
        {
          title: `${more > 0 ? `Of the biggest ${biggest.length}` : 'Of all of them'}. Older events are deleted within days`,
          text: biggest.map(({ name }) => retention(name, region)).join('\n'),
        },
        {
          title: 'In CDK, in the properties of a function',
          text: "logGroup: new logs.LogGroup(this, 'Logs', { retention: logs.RetentionDays.THREE_MONTHS }),",
        },
      ]),
      figures: { usdPerMonth: usd },
    },
  ];
}

function retention(name: string, region: string): string {
  return awsCommand('logs', 'put-retention-policy', {
    'log-group-name': name,
    'retention-in-days': '90',
    region,
  });
}
