import { lines } from '../../core/evidence.ts';
import { failIfAny, pass } from '../../domain/check.ts';
import { bytesInWords, foreignLogGroup, neverExpires } from '../../domain/log-group.ts';
import { awsCommand } from '../../domain/remediation/aws-command.ts';
import { remedyText } from '../../domain/remediation/remedy-text.ts';
import {
  dollars,
  listPrice,
  logStorageUsdPerMonth,
  pricesOf,
  rounded,
} from '../../engines/cost/index.ts';
import { defineCheck } from '../define-check.ts';

/** US dollars a month from which it is worth somebody's while. */
const WORTH_A_LOOK = 1;

const LEAD =
  'Say how long its logs are kept: as long as somebody would look into them, and no longer. What ' +
  'must be kept for years is cheaper in S3.';

export const unlimitedLogRetention = defineCheck({
  id: 'usage/unlimited-log-retention',
  target: 'function',
  title: 'Its logs are kept for ever',
  severity: 'low',
  practice: 'bill',
  rationale:
    'Lambda makes a log group that never expires, and what it holds is paid for every month, more ' +
    'with each. Logs of years ago help nobody but whoever looks for secrets and addresses in them. ' +
    `It is info where what is stored costs less than ${dollars(WORTH_A_LOOK)} a month. The figure is ` +
    'the most it can be: AWS bills what is stored as it has compressed it, and what is ingested, ' +
    'which is many times more, is not in it. Storage costs the same in all log classes; what is in ' +
    'the Delivery class is gone within two days.',
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
            ? ['others may log there too: what it costs is counted for none of them']
            : []),
        ),
        remediation: remedyText(LEAD, [
          {
            title: 'Of the events that are there, those that are older are deleted within days',
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
        // Whoever adds up what functions cost must not count one group twice.
        ...(!isShared && { figures: { usdPerMonth: usd } }),
      },
    ]);
  },
});
