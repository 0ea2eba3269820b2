import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  paginateScan,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { DigestStates, FindingsArchive } from '../../app/ports.ts';
import { listsOf } from '../aws/pages.ts';
import { readItem } from './finding-items.ts';

/** The items of the findings table that are about no target. Every target is an ARN. */
const stateKey = { pk: 'digest', sk: 'state' };
const waitKey = { pk: 'digest', sk: 'wait' };
/** As the state has always been stored. */
const REPORTED_AT = 'toldAt';
const REPORTED = 'told';

/** Reads the findings table from end to end, a page at a time. */
export function dynamoArchive(client: DynamoDBClient, TableName: string): FindingsArchive {
  const table = DynamoDBDocumentClient.from(client);

  return {
    async *everything() {
      const pages = paginateScan({ client: table }, { TableName, ConsistentRead: true });

      for await (const Items of listsOf(pages, 'Items', 'LastEvaluatedKey')) {
        yield* Items.filter(({ pk }) => pk !== stateKey.pk).map(readItem);
      }
    },
  };
}

/** What the last digest reported lies beside the findings. */
export function dynamoDigestStates(client: DynamoDBClient, TableName: string): DigestStates {
  const table = DynamoDBDocumentClient.from(client);

  return {
    async waitingSince() {
      const { Item } = await table.send(
        new GetCommand({ TableName, Key: waitKey, ConsistentRead: true }),
      );

      return Item && digestWait.parse(Item).since;
    },

    async wait(since) {
      await table.send(new PutCommand({ TableName, Item: { ...waitKey, since } }));
    },

    async read() {
      const { Item } = await table.send(
        new GetCommand({ TableName, Key: stateKey, ConsistentRead: true }),
      );

      return Item && digestState.parse(Item);
    },

    async write({ reportedAt, reported, routes, rules }, before) {
      const Item = {
        ...stateKey,
        [REPORTED_AT]: reportedAt,
        [REPORTED]: reported,
        ...(routes && { routes }),
        ...(rules && {
          rules: { unused: Object.fromEntries(rules.unused), reported: [...rules.reported] },
        }),
      };

      await table.send(new PutCommand({ TableName, Item, ...whileStored(before?.reportedAt) }));
    },
  };
}

function whileStored(reportedAt: string | undefined) {
  if (reportedAt === undefined) return { ConditionExpression: 'attribute_not_exists(pk)' };

  return {
    ConditionExpression: `${REPORTED_AT} = :before`,
    ExpressionAttributeValues: { ':before': reportedAt },
  };
}

const digestWait = z.object({ since: z.string() });

const digestState = z.pipe(
  z.object({
    [REPORTED_AT]: z.string(),
    [REPORTED]: z.array(z.string()),
    routes: z.optional(z.array(z.string())),
    rules: z.optional(
      z.object({ unused: z.record(z.string(), z.string()), reported: z.array(z.string()) }),
    ),
  }),
  z.transform(({ routes, rules, ...item }) => ({
    reportedAt: item[REPORTED_AT],
    reported: item[REPORTED],
    ...(routes && { routes }),
    ...(rules && {
      rules: {
        unused: new Map(Object.entries(rules.unused)),
        reported: new Set(rules.reported),
      },
    }),
  })),
);
