import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DynamoDBDocumentClient,
  paginateQuery,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { LostLock } from '../../app/lost-lock.ts';
import type { FindingsStore, RowsWithin, TargetStateReader } from '../../app/ports.ts';
import { targetStateOf } from '../../domain/attack/target-state.ts';
import type { Coverage, Finding, Transition } from '../../domain/finding.ts';
import { listsOf } from '../aws/pages.ts';
import { unlessContended, whyCancelled } from './contention.ts';
import {
  coverageItem,
  findingItem,
  lastKindOf,
  parseItem,
  parseItems,
  readTarget,
  sortKeys,
} from './finding-items.ts';

/** DynamoDB takes 100 items in a transaction; one of ours is always the coverage. */
const ROOM = 99;

/** DynamoDB takes 4 MB in a transaction. */
const MOST_BYTES = 3_500_000;

/** Findings and coverage of a target lie together: a query reads them, a transaction moves them. */
export function dynamoFindings(client: DynamoDBClient, TableName: string): FindingsStore {
  const table = DynamoDBDocumentClient.from(client);
  const transact = (target: string, TransactItems: Write[]) =>
    unlessLost(target, () =>
      unlessContended(() => table.send(new TransactWriteCommand({ TransactItems }))),
    );

  return {
    async read(scanner, target) {
      return parseItems(await queryAll(table, queryFor(TableName, target, scanner)));
    },

    async *suppressed(check) {
      const pages = paginateQuery(
        { client: table },
        {
          TableName,
          IndexName: 'byCheck',
          KeyConditionExpression: '#check = :check',
          FilterExpression: '#status = :suppressed',
          ExpressionAttributeNames: { '#check': 'check', '#status': 'status' },
          ExpressionAttributeValues: { ':check': check, ':suppressed': 'suppressed' },
        },
      );
      for await (const Items of listsOf(pages, 'Items', 'LastEvaluatedKey')) {
        yield* parseItems(Items).findings;
      }
    },

    async *known(scanner, within) {
      for (const prefix of prefixesOf(within)) {
        const pages = paginateQuery(
          { client: table },
          {
            TableName,
            IndexName: 'byCheck',
            KeyConditionExpression: `#check = :coverage${prefix ? ' AND begins_with(pk, :prefix)' : ''}`,
            FilterExpression: 'attribute_not_exists(gone)',
            ExpressionAttributeNames: { '#check': 'check' },
            ExpressionAttributeValues: {
              ':coverage': sortKeys.ofCoverage(scanner),
              ...(prefix && { ':prefix': prefix }),
            },
          },
        );
        for await (const Items of listsOf(pages, 'Items', 'LastEvaluatedKey')) {
          yield* Items.map(readTarget);
        }
      }
    },

    async write(transitions, coverage, lock, quiet, reowned = []) {
      const { target } = coverage;
      const batches = inBatches([
        ...transitions.map((change) => putOf(change, TableName, quiet)),
        ...reowned.map((finding) => putAgain(finding, TableName)),
      ]);
      const last = batches.pop() ?? [];
      let held = lock;

      for (const puts of batches) {
        await transact(target, [putCoverage(cutOff(coverage), held, TableName), ...puts]);
        held = coverage;
      }
      await transact(target, [putCoverage(coverage, held, TableName), ...last]);
    },
  };
}

/** Where the rows of an account begin, of which there may be few among very many. */
function prefixesOf(within: RowsWithin | undefined): readonly (string | undefined)[] {
  if (!within) return [undefined];
  const { account, partition, regions } = within;

  return [
    `arn:${partition}:iam::${account}:`,
    ...regions.map((region) => `arn:${partition}:lambda:${region}:${account}:function:`),
  ];
}

/** All that is stored about a target, by whichever scanner. */
export function dynamoTargetState(client: DynamoDBClient, TableName: string): TargetStateReader {
  const table = DynamoDBDocumentClient.from(client);

  return async (target, since) => {
    const items = await queryAll(table, queryFor(TableName, target, undefined));

    return targetStateOf(items.map(parseItem), since);
  };
}

/** Each condition of ours says that what was read is still there. */
async function unlessLost<T>(target: string, send: () => Promise<T>): Promise<T> {
  try {
    return await send();
  } catch (error) {
    if (!whyCancelled(error).includes('ConditionalCheckFailed')) throw error;
    throw new LostLock(target, { cause: error });
  }
}

type Write = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

async function queryAll(client: DynamoDBDocumentClient, query: ReturnType<typeof queryFor>) {
  const pages = paginateQuery({ client }, query);

  return (await Array.fromAsync(listsOf(pages, 'Items', 'LastEvaluatedKey'))).flat();
}

function queryFor(TableName: string, target: string, scanner: string | undefined) {
  const ofScanner = scanner !== undefined && { ':scanner': sortKeys.ofScanner(scanner) };

  return {
    TableName,
    KeyConditionExpression: `pk = :target${ofScanner ? ' AND begins_with(sk, :scanner)' : ''}`,
    ExpressionAttributeValues: { ':target': target, ...ofScanner },
    ConsistentRead: true,
  };
}

/** True while the stored coverage is the one that was read. */
function putCoverage(coverage: Coverage, lock: Coverage | undefined, TableName: string): Write {
  const Item = coverageItem(coverage);

  return { Put: { TableName, Item, ...unchanged('observedAt', lock?.observedAt) } };
}

/**
 * What stands there until the last transaction: should it never come, no reader takes it for whole, nor
 * a target for gone, whose findings the next sweep then resolves.
 */
function cutOff({ gone: _, ...coverage }: Coverage): Coverage {
  const gap = { fact: 'record', reason: 'it was cut off while it was stored' };

  return { ...coverage, gaps: [...coverage.gaps, gap], cutOff: true };
}

/** A finding that was suppressed meanwhile is not overwritten. */
function putOf(transition: Transition, TableName: string, quiet: boolean): Write {
  const Item = findingItem(transition, quiet);
  const { before } = transition;

  return { Put: { TableName, Item, ...unchanged('changedAt', before) } };
}

/** No transition: its last one, of the same time, is what the stream knows already. */
function putAgain(finding: Finding, TableName: string): Write {
  const Item = findingItem({ kind: lastKindOf(finding), finding });

  return { Put: { TableName, Item, ...unchanged('changedAt', finding.changedAt) } };
}

function unchanged(attribute: string, before: string | undefined) {
  if (before === undefined) return { ConditionExpression: 'attribute_not_exists(pk)' };

  return {
    ConditionExpression: `${attribute} = :before`,
    ExpressionAttributeValues: { ':before': before },
  };
}

function inBatches(puts: readonly Write[]): Write[][] {
  const batches: Write[][] = [];
  let bytes = 0;

  for (const put of puts) {
    const size = new TextEncoder().encode(JSON.stringify(put)).length;
    const batch = batches.at(-1);

    if (batch && batch.length < ROOM && bytes + size <= MOST_BYTES) batch.push(put);
    else {
      batches.push([put]);
      bytes = 0;
    }
    bytes += size;
  }

  return batches;
}
