import type { EventSource } from '../domain/event-source.ts';
import type { Known } from '../domain/facts.ts';
import type { Target } from '../domain/target.ts';
import { type Trigger, triggersOf } from '../domain/trigger.ts';
import { each } from './collectors.ts';
import type { Collector } from './ports.ts';

/** What triggers each function, for whoever asks only of functions that something triggers. */
export function triggers(
  eventSources: Collector<Target<'function'>, readonly EventSource[]>,
): Collector<Target<'function'>, readonly Trigger[]> {
  return async (targets) =>
    each(
      await eventSources(targets),
      (told): Known<readonly Trigger[]> =>
        told.known ? { ...told, value: triggersOf(told.value) } : told,
    );
}
