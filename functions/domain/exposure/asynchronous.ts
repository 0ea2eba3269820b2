import type { EntryPoint } from './entry-point.ts';

/** Where events go that a function fails at. */
export interface FailureDestination {
  /** Of the function: alias or version; undefined for the function itself. */
  readonly qualifier?: string | undefined;
  /** ARN of a queue, topic, bus, function or bucket. */
  readonly destination: string;
}

/** A service that hands an event to a function and does not wait for what becomes of it. */
export type AsynchronousWay = Extract<EntryPoint, { readonly kind: 'service' }>;

/**
 * The entry points of events that no caller waits for: when the function fails at one, Lambda
 * tries twice more, and then drops it.
 */
export function asynchronousWays(waysIn: readonly EntryPoint[]): readonly AsynchronousWay[] {
  return waysIn.filter(
    (way): way is AsynchronousWay =>
      way.kind === 'service' && handOver.has(way.service.split('.')[0] ?? ''),
  );
}

/**
 * Less those of which it is not written that they never wait.
 *
 * Source: "Invoking Lambda with events from other AWS services" (Lambda Developer Guide).
 */
const handOver: ReadonlySet<string> = new Set([
  'cloudformation',
  'codecommit',
  'config',
  'events',
  'iot',
  'logs',
  's3',
  'ses',
  'sns',
]);
