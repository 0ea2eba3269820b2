import * as z from 'zod/mini';
import { serviceOfSource } from './trigger-source.ts';

/** What Lambda polls for a function, by an event source mapping. */
export type EventSource = z.infer<typeof eventSource>;

/** An event source as it is stored. */
export const eventSource = z.object({
  uuid: z.string(),
  /** ARN of the queue, stream, broker or cluster; undefined for a cluster outside of AWS. */
  source: z.optional(z.string()),
  /** `Enabled`, `Disabled`, or on its way to either. */
  state: z.string(),
  /** `OK`, `No records processed`, or `PROBLEM: …`; a mapping of Kafka may have none. */
  lastResult: z.optional(z.string()),
  /** ARN of what takes the records that the function failed at. */
  failureDestination: z.optional(z.string()),
  /** Of the function: alias or version. */
  qualifier: z.optional(z.string()),
  /**
   * Whether a filter keeps records from the function; absent where its criteria are encrypted with a
   * key of the customer, for then Lambda does not list them.
   */
  isFiltered: z.optional(z.boolean()),
  /** Invocations at once, where the mapping of a queue limits them. */
  mostAtOnce: z.optional(z.number()),
});

/** Whether no record reaches the function, until it is enabled again. */
export function isSwitchedOff({ state }: EventSource): boolean {
  return state === 'Disabled' || state === 'Disabling';
}

/**
 * A stream keeps its records in order, and so waits for one that fails until that has expired; a
 * queue takes back what failed, and its own redrive policy says what becomes of it.
 */
export function isStream({ source }: EventSource): boolean {
  const service = source === undefined ? 'kafka' : serviceOfSource(source);

  return service !== 'sqs' && service !== 'mq';
}

/** For the reader: what it is. */
export function nameOfSource({ source, uuid }: EventSource): string {
  return source ?? `a Kafka cluster of event source mapping ${uuid}`;
}
