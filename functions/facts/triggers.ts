import type { Collector } from '../app/ports.ts';
import { joinedReasons } from '../core/joined-reasons.ts';
import { type Known, unknown } from '../core/known.ts';
import type { Target } from '../core/target.ts';
import type { EntryPoint } from '../domain/exposure/entry-point.ts';
import type { EventSource } from '../domain/exposure/event-source.ts';
import { type Trigger, triggersOf } from '../domain/exposure/trigger.ts';

type Of<V> = Collector<Target<'function'>, V>;

/** What triggers each function, for the facts that are read only of triggered functions. */
export function triggers(
  eventSources: Of<readonly EventSource[]>,
  waysIn: Of<readonly EntryPoint[]>,
): Of<readonly Trigger[]> {
  return async (targets) => {
    const polled = await eventSources(targets);
    const pushed = await waysIn(targets);

    return new Map(
      targets.map(({ arn }) => [
        arn,
        together(polled.get(arn) ?? unread, pushed.get(arn) ?? unread),
      ]),
    );
  };
}

function together(
  polled: Known<readonly EventSource[]>,
  pushed: Known<readonly EntryPoint[]>,
): Known<readonly Trigger[]> {
  if (!polled.known) return polled;
  if (!pushed.known) return pushed;

  const incomplete = joinedReasons([polled.incomplete, pushed.incomplete]);
  return {
    known: true,
    value: triggersOf(polled.value, pushed.value),
    ...(incomplete !== undefined && { incomplete }),
  };
}

const unread = unknown('what triggers it was not read');
