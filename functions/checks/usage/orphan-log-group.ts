import { lines } from '../../core/evidence.ts';
import { powersIn } from '../../core/mark.ts';
import { type Detail, failIfAny } from '../../domain/check.ts';
import { bytesInWords, type LogGroup, neverExpires } from '../../domain/log-group.ts';
import type { OrphanLogGroups } from '../../domain/orphan-log-groups.ts';
import { awsCommand } from '../../domain/remediation/aws-command.ts';
import { placeholder } from '../../domain/remediation/placeholder.ts';
import { remediationText } from '../../domain/remediation/remediation-text.ts';
import { dollars, logStorageUsdPerMonth, rounded } from '../../engines/cost/index.ts';
import { defineCheck } from '../define-check.ts';

/** US dollars a month from which they are worth a clean-up. */
const WORTH_A_LOOK = 1;

const LEAD = 'Delete them. This cannot be undone: first export to S3 what an audit may ask for.';

export const orphanLogGroup = defineCheck({
  id: 'usage/orphan-log-group',
  target: 'account',
  title: 'Log groups of deleted functions',
  severity: 'low',
  practice: 'cost',
  rationale:
    'Lambda keeps the log group of a function that is deleted. No one reads it, and anyone with ' +
    'access can still find in it what the function once wrote. Counted are groups below ' +
    '/aws/lambda/ whose name is that of no function in their region and to which none logs; those ' +
    'of replicas at the edge belong to their function in us-east-1. A region that was not listed is ' +
    `not reported. It is info where they cost less than ${dollars(WORTH_A_LOOK)} a month; the figure ` +
    'is an upper bound: AWS bills logs as compressed.',
  remediation: LEAD,
  references: [
    'https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs.html',
    'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/S3Export.html',
  ],
  frameworks: { csa: ['SAS-11'] },
  suppression: { covers: 'how many log groups there are, up to the next power of two' },
  needs: ['orphanLogGroups'],

  evaluate({ orphanLogGroups }) {
    return failIfAny(orphanLogGroups.map(detailOf));
  },
});

function detailOf({ region, count, storedBytes, everlasting, biggest }: OrphanLogGroups): Detail {
  const usd = rounded(logStorageUsdPerMonth(storedBytes, region));
  const more = count - biggest.length;

  return {
    subject: region,
    mark: powersIn(count, 'log groups'),
    severity: usd >= WORTH_A_LOOK ? 'low' : 'info',
    summary: `${counted(count)} in ${region}: ${bytesInWords(storedBytes)}, up to ${dollars(usd)} a month`,
    evidence: lines(
      everlasting === 0 ? 'all of them expire' : `${everlasting} of ${count} never expire`,
      ...biggest.map(lineOf),
      ...(more > 0 ? [`and ${more} more, none of them bigger`] : []),
    ),
    remediation: remediationText(LEAD, [
      {
        title:
          more > 0 ? `The biggest ${biggest.length}; likewise for ${more} more` : 'All of them',
        text: biggest.map(({ name }) => deletion(name, region)).join('\n'),
      },
      ...biggest.slice(0, 1).map(({ name }) => ({
        title: 'To keep what one of them holds, before',
        text: exporting(name, region),
      })),
    ]),
    figures: { usdPerMonth: usd },
  };
}

function counted(count: number): string {
  return count === 1 ? '1 log group' : `${count} log groups`;
}

function lineOf(group: LogGroup): string {
  const kept = neverExpires(group) ? 'never expires' : `kept for ${daysOf(group)}`;

  return `${group.name}: ${bytesInWords(group.storedBytes)}, ${kept}`;
}

function daysOf({ retentionDays }: LogGroup): string {
  return retentionDays === undefined ? 'two days at most' : `${retentionDays} days`;
}

function exporting(name: string, region: string): string {
  return awsCommand('logs', 'create-export-task', {
    'log-group-name': name,
    from: '0',
    to: placeholder('now, in milliseconds since 1970'),
    destination: placeholder('bucket that CloudWatch Logs may write to'),
    region,
  });
}

function deletion(name: string, region: string): string {
  return awsCommand('logs', 'delete-log-group', { 'log-group-name': name, region });
}
