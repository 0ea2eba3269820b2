import * as z from 'zod/mini';
import { type ApiRoute, apiRoute } from './api-route.ts';
import type { Trigger } from './trigger.ts';
import { writtenFor } from './trigger-source.ts';

/** A route of an API, open or with a key alone, that hands requests on to something other than a function. */
export type Delivery = z.infer<typeof delivery>;

/** A delivery as it is stored. */
export const delivery = z.object({
  /** ARN of the queue, stream, table, bus, topic or bucket. */
  to: z.string(),
  route: apiRoute,
});

/** The trigger with those of the routes that write to it; unchanged where none does. */
export function withWriters(trigger: Trigger, deliveries: readonly Delivery[]): Trigger {
  const [first, ...others] = writersOf(trigger, deliveries);

  return first && !isOnDefaultBus(trigger)
    ? { ...trigger, writtenBy: [first, ...others] }
    : trigger;
}

/**
 * For a gap: which routes may write to the trigger, or not, for what is known. All that happens in an account
 * comes by the default bus, and which rule takes a route's events, its pattern decides, which is
 * not read; a bus of its own has rules for what is put there.
 */
export function unsureWriters(
  trigger: Trigger,
  deliveries: readonly Delivery[],
): readonly string[] {
  if (!isOnDefaultBus(trigger)) return [];

  return writersOf(trigger, deliveries).map(
    ({ key, apiName }) =>
      `whether ${trigger.source} takes the events that ${key} of API ${apiName} puts on its bus`,
  );
}

function writersOf({ source }: Trigger, deliveries: readonly Delivery[]): readonly ApiRoute[] {
  const to = writtenFor(source);

  return deliveries.filter((each) => each.to === to).map(({ route }) => route);
}

function isOnDefaultBus({ source }: Trigger): boolean {
  return writtenFor(source).endsWith(':event-bus/default');
}
