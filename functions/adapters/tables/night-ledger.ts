import { ConditionalCheckFailedException, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  DynamoDBDocumentClient,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { Clock, NightLedger, NightReader, QueuedMessage } from '../../app/ports.ts';
import { unlessContended, whyCancelled } from './contention.ts';

/** A sweep and its messages are over long before. */
const RETENTION_SECONDS = 3 * 24 * 60 * 60;

/** What becomes of a message. One that SQS did not take may be sent again. */
type MessageState = 'sent' | 'unsent' | 'done' | 'failed';

/**
 * The ledger of a scanner in the facts table: one item that counts, and one for each message, moved
 * together in a transaction. So a message that comes twice counts once.
 *
 * @param account whose sweep it counts, by twelve digits. @default that of the deployment
 */
export function nightLedger(
  client: DynamoDBClient,
  TableName: string,
  scanner: string,
  clock: Clock,
  account?: string,
): NightLedger {
  const table = DynamoDBDocumentClient.from(client);
  const changed = () => ({
    ':now': clock().toISOString(),
    ':expires': Math.floor(clock().getTime() / 1000) + RETENTION_SECONDS,
  });

  /** It changes nothing where the message has moved on already, or another sweep has begun. */
  const move = async (
    sweep: string,
    { id, targets }: QueuedMessage,
    to: MessageState,
    condition: string,
    counted: Readonly<Record<'messages' | 'done' | 'failed' | 'targets' | 'seen', number>>,
  ) => {
    const { ':now': now, ':expires': expires } = changed();
    const message = {
      TableName,
      Key: messageKey(nameOf(scanner, account), id),
      UpdateExpression: 'SET #state = :to, targets = :targets, expiresAt = :expires',
      ConditionExpression: condition,
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: {
        ':to': to,
        ':targets': targets,
        ':expires': expires,
        ...placeholdersIn(condition),
      },
    };
    const counts = Object.entries(counted).filter(([, count]) => count !== 0);
    const night = {
      TableName,
      Key: nightKey(scanner, account),
      UpdateExpression: `SET changedAt = :now ADD ${counts.map(([name]) => `${name} :${name}`).join(', ')}`,
      ConditionExpression: 'sweep = :sweep',
      ExpressionAttributeValues: {
        ':now': now,
        ':sweep': sweep,
        ...Object.fromEntries(counts.map(([name, count]) => [`:${name}`, count])),
      },
    };

    await unlessSurpassed(() =>
      unlessContended(() =>
        table.send(
          new TransactWriteCommand({ TransactItems: [{ Update: message }, { Update: night }] }),
        ),
      ),
    );
  };

  const claim = async (what: string, by: string): Promise<boolean> => {
    try {
      await table.send(
        new UpdateCommand({
          TableName,
          Key: { pk: what, sk: '0' },
          UpdateExpression: 'SET #by = :by, expiresAt = :expires',
          ConditionExpression: 'attribute_not_exists(#by) OR #by = :by',
          ExpressionAttributeNames: { '#by': 'by' },
          ExpressionAttributeValues: { ':by': by, ':expires': changed()[':expires'] },
        }),
      );
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  };

  return {
    async begin(sweep) {
      await unlessSurpassed(() =>
        table.send(
          new UpdateCommand({
            TableName,
            Key: nightKey(scanner, account),
            UpdateExpression: `SET sweep = :sweep, changedAt = :now, expiresAt = :expires, ${counters.map((name) => `${name} = :none`).join(', ')}`,
            ConditionExpression: 'attribute_not_exists(sweep) OR sweep < :sweep',
            ExpressionAttributeValues: { ':sweep': sweep, ':none': 0, ...changed() },
          }),
        ),
      );
    },

    async waits(sweep) {
      await unlessSurpassed(() =>
        table.send(
          new UpdateCommand({
            TableName,
            Key: nightKey(scanner, account),
            UpdateExpression: 'SET changedAt = :now',
            ConditionExpression: 'sweep = :sweep',
            ExpressionAttributeValues: { ':sweep': sweep, ':now': changed()[':now'] },
          }),
        ),
      );
    },

    queued: (sweep, message) =>
      move(sweep, message, 'sent', 'attribute_not_exists(#state) OR #state = :unsent', {
        ...none,
        messages: 1,
        targets: message.targets,
      }),

    unsent: (sweep, message) =>
      move(sweep, message, 'unsent', '#state = :sent', {
        ...none,
        messages: -1,
        targets: -message.targets,
      }),

    processed: (sweep, message) =>
      move(sweep, message, 'done', '#state = :sent', { ...none, done: 1, seen: message.targets }),

    failed: (sweep, message) =>
      move(sweep, message, 'failed', '#state = :sent', { ...none, failed: 1 }),

    async isProcessed(id) {
      const [item] = await itemsAt(table, TableName, [messageKey(nameOf(scanner, account), id)]);

      return item !== undefined && messageItem.parse(item).state === 'done';
    },

    claimEnd: (sweep, by) => claim(`end ${nameOf(scanner, account)} ${sweep}`, by),

    claimLook: ({ sweep, function: arn }, by) =>
      claim(`look ${nameOf(scanner, account)} ${sweep} ${arn}`, by),
  };
}

/** Reads how far scanners have come. @throws when the table does not say it. */
export function nightReader(client: DynamoDBClient, TableName: string): NightReader {
  const table = DynamoDBDocumentClient.from(client);

  return async (scanners, account) => {
    if (scanners.length === 0) return [];
    const keys = scanners.map((scanner) => nightKey(scanner, account));
    const items = await itemsAt(table, TableName, keys);

    return items.map((item) => {
      const { sk, ...progress } = nightItem.parse(item);
      const [scanner = ''] = sk.split(' ');

      return { scanner, ...progress };
    });
  };
}

const counters = ['messages', 'done', 'failed', 'targets', 'seen'] as const;
const none = { messages: 0, done: 0, failed: 0, targets: 0, seen: 0 };

function nightKey(scanner: string, account: string | undefined) {
  return { pk: 'night', sk: nameOf(scanner, account) };
}

function nameOf(scanner: string, account: string | undefined): string {
  return account === undefined ? scanner : `${scanner} ${account}`;
}

function messageKey(ledger: string, id: string) {
  return { pk: `message ${ledger} ${id}`, sk: '0' };
}

/** States are placeholders of their own names: DynamoDB refuses those that are not used. */
function placeholdersIn(condition: string): Readonly<Record<string, string>> {
  const states: readonly MessageState[] = ['sent', 'unsent'];
  const used = states.filter((state) => condition.endsWith(`:${state}`));

  return Object.fromEntries(used.map((state) => [`:${state}`, state]));
}

async function unlessSurpassed(send: () => Promise<unknown>): Promise<void> {
  try {
    await send();
  } catch (error) {
    const isSurpassed =
      error instanceof ConditionalCheckFailedException ||
      whyCancelled(error).includes('ConditionalCheckFailed');
    if (!isSurpassed) throw error;
  }
}

async function itemsAt(
  table: DynamoDBDocumentClient,
  TableName: string,
  Keys: Record<string, string>[],
): Promise<readonly unknown[]> {
  const { Responses = {}, UnprocessedKeys = {} } = await table.send(
    new BatchGetCommand({ RequestItems: { [TableName]: { Keys, ConsistentRead: true } } }),
  );
  if (Object.keys(UnprocessedKeys).length > 0) {
    throw new Error('the facts table leaves reads undone: it is throttled');
  }

  return z.array(z.unknown()).parse(Responses[TableName]);
}

const messageItem = z.object({ state: z.enum(['sent', 'unsent', 'done', 'failed']) });

const nightItem = z.object({
  sk: z.string(),
  sweep: z.string(),
  messages: z.number(),
  done: z.number(),
  failed: z.number(),
  targets: z.number(),
  seen: z.number(),
  changedAt: z.string(),
});
