import { ConditionalCheckFailedException, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';

/**
 * Takes the next free times for requests, evenly apart: as many as asked for, in milliseconds since
 * 1970, soonest first. A time once taken is given to no one else.
 *
 * @param withinMs none is taken while the first is further away. @default however far it is
 * @throws when it cannot take them: make no request.
 */
export type TimeSlots = (count: number, withinMs?: number) => Promise<readonly number[]>;

/** The slots of a name, of which there are so many a second. All who name it share them. */
export type SlotsOf = (name: string, perSecond: number) => TimeSlots;

/** Requests arrive a little early or late: a second that begins with a late one must not hold one more. */
const MARGIN = 1.05;

/** Shared within a process. */
export function processSlots(now: () => number = Date.now): SlotsOf {
  const free = new Map<string, number>();

  return (name, perSecond) =>
    async (count, withinMs = Number.POSITIVE_INFINITY) => {
      const interval = intervalOf(perSecond);
      const at = now();
      const first = Math.max(at, free.get(name) ?? 0);
      if (first - at > withinMs) return [];
      free.set(name, first + count * interval);

      return slotsFrom(first, count, interval);
    };
}

/** Shared by all processes, through one item of the facts table: when the next free slot begins. */
export function tableSlots(
  client: DynamoDBClient,
  TableName: string,
  now: () => number = Date.now,
): SlotsOf {
  const table = DynamoDBDocumentClient.from(client);
  /** When the next free slot begins, as far as this process knows. */
  const known = new Map<string, number>();

  return (name, perSecond) => async (count, withinMs) => {
    const interval = intervalOf(perSecond);
    const length = count * interval;
    const attempts = withinMs === undefined ? MOST_ATTEMPTS : FEW_ATTEMPTS;

    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const isAhead = (known.get(name) ?? 0) >= now();
      // The likelier one first, for each that fails is one more request.
      const isQueued = isAhead === (attempt % 2 === 0);
      const free = await (isQueued ? queued(name, length, withinMs) : begun(name, length));
      if (free === undefined) continue;

      known.set(name, free);
      return slotsFrom(free - length, count, interval);
    }
    if (withinMs !== undefined) return [];
    throw new Error(`the pace of ${name} changes faster than it can be read: try again later`);
  };

  /** Behind those that are taken; undefined where none lies ahead, or too far. */
  async function queued(
    name: string,
    length: number,
    withinMs: number | undefined,
  ): Promise<number | undefined> {
    const at = now();
    const latest = withinMs === undefined ? undefined : at + withinMs;

    return update(name, {
      UpdateExpression: 'ADD #free :length',
      ConditionExpression: `#free >= :now${latest === undefined ? '' : ' AND #free <= :latest'}`,
      ExpressionAttributeValues: {
        ':length': length,
        ':now': at,
        ...(latest !== undefined && { ':latest': latest }),
      },
    });
  }

  /** From now on; undefined where another process was quicker. */
  async function begun(name: string, length: number): Promise<number | undefined> {
    const at = now();

    return update(name, {
      UpdateExpression: 'SET #free = :free, expiresAt = :expires',
      ConditionExpression: 'attribute_not_exists(#free) OR #free < :now',
      ExpressionAttributeValues: {
        ':free': at + length,
        ':now': at,
        ':expires': Math.floor(at / 1000) + DAY_SECONDS,
      },
    });
  }

  async function update(
    name: string,
    change: Pick<
      ConstructorParameters<typeof UpdateCommand>[0],
      'UpdateExpression' | 'ConditionExpression' | 'ExpressionAttributeValues'
    >,
  ): Promise<number | undefined> {
    try {
      const { Attributes } = await table.send(
        new UpdateCommand({
          TableName,
          Key: { pk: `pace ${name}`, sk: '0' },
          ExpressionAttributeNames: { '#free': 'free' },
          ReturnValues: 'UPDATED_NEW',
          ...change,
        }),
      );
      return z.object({ free: z.number() }).parse(Attributes).free;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return undefined;
      throw error;
    }
  }
}

const MOST_ATTEMPTS = 10;
/** A caller that does not wait for long gets no slot sooner than it gets an error. */
const FEW_ATTEMPTS = 4;
const DAY_SECONDS = 24 * 60 * 60;

/** Milliseconds. */
function intervalOf(perSecond: number): number {
  return (MARGIN * 1000) / perSecond;
}

function slotsFrom(first: number, count: number, interval: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => first + index * interval);
}
