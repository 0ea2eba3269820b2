import { type EventSource, isSwitchedOff } from './event-source.ts';
import { serviceOfSource } from './trigger-source.ts';

/** Something that has a function invoked by itself, whenever something happens to it. */
export interface Trigger {
  /** ARN of the bucket, queue, topic, stream. */
  readonly source: string;
  /** The mapping by which Lambda polls it; undefined for what is pushed. */
  readonly polled?: EventSource | undefined;
}

/** What triggers a function; less mappings that are switched off, by which nothing comes. */
export function triggersOf(eventSources: readonly EventSource[]): readonly Trigger[] {
  return eventSources.flatMap((polled) =>
    polled.source === undefined || isSwitchedOff(polled) ? [] : [{ source: polled.source, polled }],
  );
}

/**
 * Whether Lambda notices a loop that leads through it: SDKs hand on the trace of an event to these
 * services, and to no others.
 *
 * Source: "Use Lambda recursive loop detection to prevent infinite loops" (Lambda Developer Guide).
 */
export function isWatchedForLoops({ source }: Pick<Trigger, 'source'>): boolean {
  return ['s3', 'sns', 'sqs'].includes(serviceOfSource(source));
}
