import { ConditionalCheckFailedException, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  paginateQuery,
  paginateScan,
  type QueryCommandInput,
} from '@aws-sdk/lib-dynamodb';
import type { Severity } from '../../core/severity.ts';
import { type Coverage, type Finding, hasEnded, type Transition } from '../../domain/finding.ts';
import { listsOf } from '../aws/pages.ts';
import { findingItem, parseItem, readItem, sortKeys } from './finding-items.ts';

/**
 * What people ask of the findings table, and the one thing that they change in it. A row that cannot
 * be read is left out of every answer, and kept in mind.
 */
export interface FindingsQueries {
  /** Keys of the rows that could not be read, of all answers so far. Hostile text. */
  unreadable(): readonly string[];
  /** Open ones of a severity, the newest first. */
  open(severity: Severity): AsyncIterable<Finding>;
  /** Of a check, whatever their status. */
  ofCheck(check: string): AsyncIterable<Finding>;
  /** Every finding there is. Reads the whole table. */
  all(): AsyncIterable<Finding>;
  find(target: string, check: string, subject: string): Promise<Finding | undefined>;
  /** What a scanner has seen and that is still there. */
  coverage(scanner: string): AsyncIterable<Coverage>;
  /** What a scanner last saw of a target; undefined where it never did. */
  coverageOf(scanner: string, target: string): Promise<Coverage | undefined>;
  /** When a scanner last came to the end of its targets. ISO 8601 in UTC. */
  lastRun(scanner: string, account: string): Promise<string | undefined>;
  /** @returns false when the finding is not as it was before the transition: nothing is written. */
  write(transition: Transition): Promise<boolean>;
}

export function findingsQueries(client: DynamoDBClient, TableName: string): FindingsQueries {
  const table = DynamoDBDocumentClient.from(client);
  const unreadable = new Set<string>();
  const query = (input: Omit<QueryCommandInput, 'TableName'>) =>
    itemsOf(paginateQuery({ client: table }, { TableName, ...input }), unreadable);

  return {
    unreadable: () => [...unreadable],

    open: (severity) =>
      findingsIn(
        query({
          IndexName: 'open',
          KeyConditionExpression: 'openSeverity = :severity',
          ExpressionAttributeValues: { ':severity': severity },
          ScanIndexForward: false,
        }),
      ),

    ofCheck: (check) => findingsIn(query(ofCheck(check))),

    all: () =>
      findingsIn(
        itemsOf(
          paginateScan(
            { client: table },
            { TableName, FilterExpression: 'attribute_exists(subject)' },
          ),
          unreadable,
        ),
      ),

    async find(target, check, subject) {
      const item = await itemAt(table, TableName, target, sortKeys.ofFinding(check, subject));

      return item && 'subject' in item ? item : undefined;
    },

    async *coverage(scanner) {
      for await (const item of query(ofCheck(sortKeys.ofCoverage(scanner)))) {
        if ('gaps' in item && !item.gone) yield item;
      }
    },

    async coverageOf(scanner, target) {
      const item = await itemAt(table, TableName, target, sortKeys.ofCoverage(scanner));

      return item && 'gaps' in item && !item.gone ? item : undefined;
    },

    async lastRun(scanner, account) {
      const item = await itemAt(table, TableName, account, sortKeys.ofCoverage(scanner));

      return item && 'gaps' in item && hasEnded(item) ? item.observedAt : undefined;
    },

    async write(transition) {
      try {
        await table.send(
          new PutCommand({
            TableName,
            Item: findingItem(transition),
            ConditionExpression: 'changedAt = :before',
            ExpressionAttributeValues: { ':before': transition.before },
          }),
        );
        return true;
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return false;
        throw error;
      }
    },
  };
}

function ofCheck(check: string) {
  return {
    IndexName: 'byCheck',
    KeyConditionExpression: '#check = :check',
    ExpressionAttributeNames: { '#check': 'check' },
    ExpressionAttributeValues: { ':check': check },
  };
}

async function itemAt(client: DynamoDBDocumentClient, TableName: string, pk: string, sk: string) {
  const Key = { pk, sk };
  const { Item } = await client.send(new GetCommand({ TableName, Key, ConsistentRead: true }));

  return Item && parseItem(Item);
}

interface Page {
  readonly Items?: readonly unknown[] | undefined;
  readonly LastEvaluatedKey?: object | undefined;
}

async function* itemsOf(
  pages: AsyncIterable<Page>,
  unreadable: Set<string>,
): AsyncIterable<Finding | Coverage> {
  for await (const Items of listsOf(pages, 'Items', 'LastEvaluatedKey')) {
    for (const item of Items.map(readItem)) {
      if ('unreadable' in item) unreadable.add(item.unreadable);
      else yield item;
    }
  }
}

async function* findingsIn(items: AsyncIterable<Finding | Coverage>): AsyncIterable<Finding> {
  for await (const item of items) if ('subject' in item) yield item;
}
