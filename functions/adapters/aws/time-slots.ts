import { ConditionalCheckFailedException, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { type SlotsAhead, slotsAhead } from './slots-ahead.ts';

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

/**
 * How late a request may come to its slot, in milliseconds: so much the margin makes up for. A slot
 * that is longer past is of no use, for others have those that follow it.
 */
const MOST_LATE_MS = (MARGIN - 1) * 1000;

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

/**
 * Shared by all processes, through one item of the facts table: when the next free slot begins.
 *
 * Slots are for when the table will have answered, for until then a process can use none. How long
 * that takes is known from its last answer. While others take slots at the same moment, or the table
 * is slow, slots are taken further and further ahead, so that none of them can be first for ever.
 */
export function tableSlots(
  client: DynamoDBClient,
  TableName: string,
  now: () => number = Date.now,
): SlotsOf {
  const table = DynamoDBDocumentClient.from(client);
  const ahead = new Map<string, SlotsAhead>();
  /** When the next free slot begins, as far as this process knows. */
  const known = new Map<string, number>();
  /** How long the table took to answer. Milliseconds. */
  let answeredIn = 0;

  return (name, perSecond) => {
    const most = Math.max(1, Math.min(Math.floor(perSecond), MOST_TAKEN_AHEAD));
    const kept = ahead.get(name) ?? slotsAhead({ most, isPast: (slot) => isPast(slot, now()) });
    ahead.set(name, kept);

    return async (count, withinMs) => {
      if (withinMs !== undefined) return take(name, perSecond, count, withinMs);

      const held = kept.next(count);
      const missing = count - held.length;
      if (missing === 0) return held;
      const taken = await take(name, perSecond, kept.toTake(missing));
      return [...held, ...kept.add(taken, missing)];
    };
  };

  async function take(
    name: string,
    perSecond: number,
    count: number,
    withinMs?: number,
  ): Promise<readonly number[]> {
    const interval = intervalOf(perSecond);
    const length = count * interval;
    const attempts = withinMs === undefined ? MOST_ATTEMPTS : FEW_ATTEMPTS;
    // The likelier one first, for each that fails is one more request.
    let isQueued = (known.get(name) ?? 0) >= now() + answeredIn;
    let begins = 0;

    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const at = now();
      const start = at + answeredIn * 2 ** begins;
      const free = await (isQueued ? queued(name, length, withinMs) : begun(name, start, length));
      answeredIn = Math.min(now() - at, MOST_AHEAD_MS);

      if (!isQueued) begins += 1;
      if (free === undefined) {
        isQueued = !isQueued;
        continue;
      }
      known.set(name, free);
      if (!isPast(free - interval, now())) return slotsFrom(free - length, count, interval);
      isQueued = false;
    }
    if (withinMs !== undefined) return [];
    throw new Error(
      `the table answers too slowly for a slot of ${name}: it took ${answeredIn} ms, and longer each time; try again later`,
    );
  }

  /** Behind those that are taken, which may all be past; undefined where the first is too far away. */
  async function queued(
    name: string,
    length: number,
    withinMs: number | undefined,
  ): Promise<number | undefined> {
    const at = now();

    return update(name, {
      UpdateExpression: 'ADD #free :length',
      ...(withinMs !== undefined && {
        ConditionExpression: '#free >= :now AND #free <= :latest',
      }),
      ExpressionAttributeValues: {
        ':length': length,
        ...(withinMs !== undefined && { ':now': at, ':latest': at + withinMs }),
      },
    });
  }

  /** From a time on; undefined where those that are taken reach beyond it. */
  async function begun(name: string, start: number, length: number): Promise<number | undefined> {
    return update(name, {
      UpdateExpression: 'SET #free = :free, expiresAt = :expires',
      ConditionExpression: 'attribute_not_exists(#free) OR #free < :start',
      ExpressionAttributeValues: {
        ':free': start + length,
        ':start': start,
        ':expires': Math.floor(now() / 1000) + DAY_SECONDS,
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

/** No more than a second's worth, so that no other process waits for long behind what may not be used. */
const MOST_TAKEN_AHEAD = 10;
/** As one request or two nearly always do, so many fail only where the table does not answer in time. */
const MOST_ATTEMPTS = 10;
/** A caller that does not wait for long gets no slot sooner than it gets an error. */
const FEW_ATTEMPTS = 4;
/** A table that once took a minute to answer does not keep the next request waiting for one. */
const MOST_AHEAD_MS = 1_000;
const DAY_SECONDS = 24 * 60 * 60;

/** Whether a slot is so long past that no request may be made in it. @param at now */
export function isPast(slot: number, at: number): boolean {
  return at - slot > MOST_LATE_MS;
}

/** Milliseconds. */
function intervalOf(perSecond: number): number {
  return (MARGIN * 1000) / perSecond;
}

function slotsFrom(first: number, count: number, interval: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => first + index * interval);
}
