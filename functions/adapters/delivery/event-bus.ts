import {
  type EventBridgeClient,
  PutEventsCommand,
  type PutEventsRequestEntry,
} from '@aws-sdk/client-eventbridge';
import type { Refused } from '../../app/refused.ts';
import { EVENT_SOURCE, type FindingEvent } from '../../domain/finding-event.ts';
import { withRetry } from '../calls/with-retry.ts';
import { batchesOf } from './batches-of.ts';
import { mayPass } from './may-pass.ts';

export interface EventBusOptions {
  /** Name or ARN. */
  readonly bus: string;
  /** Milliseconds. @default a timer */
  readonly sleep?: ((ms: number) => Promise<unknown>) | undefined;
}

/**
 * Sends events, ten a request. What the bus could not take is sent again.
 *
 * @returns what it takes under no circumstances.
 * @throws when it is too busy for longer than is worth waiting: some may have been sent, and are known
 *   by their ids.
 */
export type PublishEvents = (events: readonly FindingEvent[]) => Promise<readonly Refused[]>;

/** Source: "PutEvents" (EventBridge API Reference). The size is that of all entries of a request. */
const MOST = 10;
const MOST_BYTES = 250_000;
const PAUSES_MS = [500, 1_000, 2_000, 4_000, 8_000] as const;

/** Whatever else a code says, it says the same the next time. Source: "PutEventsResultEntry". */
const mayPassLater: ReadonlySet<string> = new Set(['InternalFailure', 'ThrottlingException']);

export function eventBus(
  client: Pick<EventBridgeClient, 'send'>,
  { bus, sleep }: EventBusOptions,
): PublishEvents {
  return async (events) => {
    const entries = events.map((event) => entryOf(event, bus));
    const refused: Refused[] = [];

    for (const batch of batchesOf(entries, { most: MOST, mostBytes: MOST_BYTES })) {
      let left = batch;
      const attempt = async () => {
        const results = await put(client, left);
        const failed = results.filter(({ code }) => code !== undefined);

        refused.push(
          ...failed
            .filter(({ code = '' }) => !mayPassLater.has(code))
            .map(({ entry, code, message }) => ({
              id: idIn(entry),
              reason: `${code}: ${message}`,
            })),
        );
        left = failed.filter(({ code = '' }) => mayPassLater.has(code)).map(({ entry }) => entry);
        if (left.length > 0) throw new BusyBus(`the bus did not take ${left.length} events`);
      };

      const isBusy = (error: unknown) => error instanceof BusyBus || mayPass(error);
      await withRetry(attempt, { pausesMs: PAUSES_MS, mayPass: isBusy, sleep });
    }
    return refused;
  };
}

/** The bus is throttled for longer than is worth waiting. */
export class BusyBus extends Error {
  override readonly name = 'BusyBus';
}

interface Result {
  readonly entry: PutEventsRequestEntry;
  /** Undefined for what was taken. */
  readonly code?: string | undefined;
  readonly message?: string | undefined;
}

/** The results come in the order of the entries. */
async function put(
  client: Pick<EventBridgeClient, 'send'>,
  batch: readonly PutEventsRequestEntry[],
): Promise<readonly Result[]> {
  const { Entries = [] } = await client.send(new PutEventsCommand({ Entries: [...batch] }));

  return batch.map((entry, index) => {
    const answer = Entries[index];
    if (answer?.EventId !== undefined) return { entry };

    return { entry, code: answer?.ErrorCode ?? 'InternalFailure', message: answer?.ErrorMessage };
  });
}

function entryOf(
  { detailType, detail, resources, time }: FindingEvent,
  bus: string,
): PutEventsRequestEntry {
  return {
    EventBusName: bus,
    Source: EVENT_SOURCE,
    DetailType: detailType,
    Time: new Date(time),
    Resources: resources.map((arn) => arn.toWellFormed()),
    Detail: JSON.stringify(detail),
  };
}

function idIn({ Detail = '{}' }: PutEventsRequestEntry): string {
  return String(JSON.parse(Detail).id);
}
