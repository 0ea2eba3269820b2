import {
  type CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  paginateDescribeLogGroups,
} from '@aws-sdk/client-cloudwatch-logs';
import * as z from 'zod/mini';
import { LAMBDA_LOGS, type LogGroup } from '../../domain/log-group.ts';
import type { LogGroupReader } from '../../facts/log-groups.ts';
import { listsOf, pagesOf } from './pages.ts';

/** Groups a page, and names a question. Source: "DescribeLogGroups" (CloudWatch Logs API Reference). */
const PAGE = 50;

/** Of one region: what is more has no end that a night could wait for. */
const MOST_GROUPS = 100_000;

/**
 * Reads log groups of a region: all of those that Lambda names, or some by name. The list has the
 * size of each, which no other call returns.
 */
export function logGroups(logs: (region: string) => CloudWatchLogsClient): LogGroupReader {
  return {
    async ofLambda(region) {
      const found: LogGroup[] = [];
      const pages = paginateDescribeLogGroups(
        { client: logs(region), pageSize: PAGE },
        { logGroupNamePrefix: LAMBDA_LOGS },
      );

      for await (const page of listsOf(pages, 'logGroups', 'nextToken')) {
        found.push(...groupsIn(page));
        if (found.length > MOST_GROUPS) {
          throw new Error(`${region} has more than ${MOST_GROUPS} log groups of functions`);
        }
      }

      return found;
    },

    async named(names, region) {
      const found: LogGroup[] = [];
      for (let start = 0; start < names.length; start += PAGE) {
        const some = names.slice(start, start + PAGE);
        found.push(...(await groupsNamed(logs(region), some)));
      }

      return found;
    },
  };
}

/** It is not said whether one that is missing fails the question for all: then they are asked apart. */
async function groupsNamed(
  client: CloudWatchLogsClient,
  names: readonly string[],
): Promise<readonly LogGroup[]> {
  try {
    const pages = pagesOf('nextToken', (nextToken) =>
      client.send(new DescribeLogGroupsCommand({ logGroupIdentifiers: [...names], nextToken })),
    );

    return (await Array.fromAsync(listsOf(pages, 'logGroups', 'nextToken'))).flatMap(groupsIn);
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'ResourceNotFoundException') throw error;
    if (names.length <= 1) return [];

    const middle = Math.ceil(names.length / 2);
    return [
      ...(await groupsNamed(client, names.slice(0, middle))),
      ...(await groupsNamed(client, names.slice(middle))),
    ];
  }
}

/** @throws when there is no list, or a group has no name or size. */
function groupsIn(listed: unknown): readonly LogGroup[] {
  return groupList
    .parse(listed)
    .map(({ logGroupName, retentionInDays, storedBytes, logGroupClass = 'STANDARD' }) => ({
      name: logGroupName,
      ...(retentionInDays !== undefined && { retentionDays: retentionInDays }),
      storedBytes,
      logClass: logGroupClass,
    }));
}

const groupList = z.array(
  z.object({
    logGroupName: z.string(),
    retentionInDays: z.optional(z.number()),
    storedBytes: z.number(),
    logGroupClass: z.optional(z.string()),
  }),
);
