import type { EntryPoint } from './entry-point.ts';
import { isHandedOverByIot, isOfIot } from './iot-entry-points.ts';

/** Where events go that a function fails at. */
export interface FailureDestination {
  /** Of the function: alias or version; undefined for the function itself. */
  readonly qualifier?: string | undefined;
  /** ARN of a queue, topic, bus, function or bucket. */
  readonly destination: string;
}

/** What hands an event to a function and does not wait for what becomes of it. */
export interface AsynchronousWay {
  /** ARN of the bucket, topic or rule, the service, or the route or channels of an API. */
  readonly name: string;
  /** Of the function: alias or version; undefined for the function itself. */
  readonly qualifier: string | undefined;
}

/**
 * The entry points of events that no caller waits for: when the function fails at one, Lambda
 * tries twice more, and then drops it.
 */
export function asynchronousWays(waysIn: readonly EntryPoint[]): readonly AsynchronousWay[] {
  return waysIn.flatMap((way) => {
    if (way.kind === 'route' && way.route.isAsynchronous) {
      const { key, apiId, qualifier } = way.route;
      return [{ name: `${key} of API ${apiId}`, qualifier }];
    }
    if (way.kind === 'appsync' && way.api.isAsynchronous) {
      const { namespaces = [], apiId, qualifier } = way.api;
      return [{ name: `channels of ${namespaces.join(', ')} of API ${apiId}`, qualifier }];
    }
    if (way.kind !== 'service' || !handOver.has(way.service.split('.')[0] ?? '')) return [];

    if (isOfIot(way) && !isHandedOverByIot(way)) return [];

    return [{ name: way.source ?? way.service, qualifier: way.qualifier }];
  });
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
