import type { EventSource } from '../domain/event-source.ts';
import type { Recursion } from '../domain/facts.ts';
import type { Target } from '../domain/target.ts';
import { isWatchedForLoops, triggersOf } from '../domain/trigger.ts';
import { perTargetInPart } from './collectors.ts';
import type { Collector } from './ports.ts';

/**
 * What Lambda does about loops: asked only of functions that something triggers by which Lambda
 * would notice one, for of all others the setting means nothing.
 */
export function recursions(
  eventSources: Collector<Target<'function'>, readonly EventSource[]>,
  read: (target: Target<'function'>) => Promise<Recursion>,
): Collector<Target<'function'>, Recursion | undefined> {
  return async (targets) => {
    const sources = await eventSources(targets);

    return perTargetInPart(async (target: Target<'function'>) => {
      const told = sources.get(target.arn);
      if (!told?.known) return told ?? { known: false, reason: 'its event sources were not read' };

      const isWatched = triggersOf(told.value).some(isWatchedForLoops);
      return { known: true, value: isWatched ? await read(target) : undefined };
    })(targets);
  };
}
