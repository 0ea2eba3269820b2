import { gunzipSync } from 'node:zlib';
import {
  CloudWatchLogsClient,
  FilterLogEventsCommand,
  paginateDescribeLogGroups,
} from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient, paginateListTables } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import type { LocalCloud } from '../../local/local-cloud.ts';

/** All that the product has left anywhere, as text by where it lies: tables, logs, mail, Slack, calls. */
export async function everythingStored(
  cloud: LocalCloud,
): Promise<Readonly<Record<string, string>>> {
  return {
    tables: await tables(cloud),
    logs: `${await cloud.log()}${await logs(cloud)}`,
    mails: JSON.stringify(cloud.mailbox.received()),
    posts: JSON.stringify(cloud.slack.received()),
    requests: cloud.proxy.bodies().join('\n'),
  };
}

async function tables({ client }: LocalCloud): Promise<string> {
  const dynamo = new DynamoDBClient(client);
  const table = DynamoDBDocumentClient.from(dynamo);
  const texts: string[] = [];

  for await (const { TableNames = [] } of paginateListTables({ client: dynamo }, {})) {
    for (const TableName of TableNames) {
      for await (const { Items = [] } of paginateScan({ client: table }, { TableName })) {
        texts.push(...Items.map(textOf));
      }
    }
  }
  return texts.join('\n');
}

/** Facts are packed. */
function textOf(item: Record<string, unknown>): string {
  return item.bytes instanceof Uint8Array
    ? gunzipSync(item.bytes).toString()
    : JSON.stringify(item);
}

async function logs({ client }: LocalCloud): Promise<string> {
  const logsClient = new CloudWatchLogsClient(client);
  const texts: string[] = [];

  for await (const { logGroups = [] } of paginateDescribeLogGroups({ client: logsClient }, {})) {
    for (const { logGroupName } of logGroups) {
      const { events = [] } = await logsClient.send(new FilterLogEventsCommand({ logGroupName }));
      texts.push(...events.map(({ message = '' }) => message));
    }
  }
  return texts.join('\n');
}
