import { lines } from '../../core/evidence.ts';
import { failIfAny, pass } from '../../domain/check.ts';
import { bytesInWords, foreignLogGroup, neverExpires } from '../../domain/log-group.ts';
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

/** US dollars a month from which it is worth a change. */
const WORTH_A_LOOK = 1;

const LEAD =
  'Set a retention period: as long as the logs would be read, and no longer. What must be kept ' +
  'for years is cheaper in S3.';

export const unlimitedLogRetention = defineCheck({
  id: 'usage/unlimited-log-retention',
  target: 'function',
  title: 'Logs never expire',
  severity: 'low',
  practice: 'cost',
  rationale:
    'Lambda creates log groups that never expire, and their content is billed every month, more with ' +
    'each. Logs of years ago serve only someone who looks for secrets and addresses in them. ' +
    `It is info where they cost less than ${dollars(WORTH_A_LOOK)} a month. The figure is an upper ` +
    'bound: AWS bills logs as compressed. Ingestion, which costs many times more, is not in it. ' +
    'Storage costs the same in all log classes; the Delivery class keeps logs for two days only.',
  remediation: LEAD,
  references: [
    'https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs.html',
    'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html',
  ],
  suppression: { covers: 'the log group, however much it holds' },
  needs: ['logGroup', 'configuration'],

  evaluate({ logGroup, configuration }) {
    if (!logGroup || !neverExpires(logGroup)) return pass;

    const { region } = configuration;
    const { name, storedBytes, logClass } = logGroup;
    const isShared = foreignLogGroup(configuration) !== undefined;
    const usd = rounded(logStorageUsdPerMonth(storedBytes, region));
    const worth = `up to ${dollars(usd)} a month at ${pricesOf(region, [listPrice(region, 'logs stored')])}`;

    return failIfAny([
      {
        subject: 'function',
        mark: [name],
        severity: usd >= WORTH_A_LOOK ? 'low' : 'info',
        summary: `${name} never expires: ${bytesInWords(storedBytes)}, up to ${dollars(usd)} a month`,
        evidence: lines(
          `log group ${name}`,
          `${bytesInWords(storedBytes)} stored, ${worth}`,
          ...(logClass === 'STANDARD' ? [] : [`log class ${logClass}`]),
          ...(isShared
            ? ['other functions may log there too: its cost is counted for none of them']
            : []),
        ),
        remediation: remediationText(LEAD, [
          {
            title: 'To set it. Older events are deleted within days',
            text: awsCommand('logs', 'put-retention-policy', {
              'log-group-name': name,
              'retention-in-days': '90',
              region,
            }),
          },
          {
            title: 'In CDK, in the properties of the function',
            text: "logGroup: new logs.LogGroup(this, 'Logs', { retention: logs.RetentionDays.THREE_MONTHS }),",
          },
        ]),
        // A sum of what functions cost must not count one group twice.
        ...(!isShared && { figures: { usdPerMonth: usd } }),
      },
    ]);
  },
});
