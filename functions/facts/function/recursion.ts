import { perTargetKnown } from '../../app/collectors.ts';
import type { Collector } from '../../app/ports.ts';
import type { Target } from '../../core/target.ts';
import type { Recursion } from '../../domain/exposure/recursion.ts';
import { isWatchedForLoops, type Trigger } from '../../domain/exposure/trigger.ts';
import { defineFact, typed } from '../define-fact.ts';
import { eventSourcesFact } from './event-sources.ts';

/**
 * What Lambda does about a loop that leads back to it; undefined where nothing triggers it by
 * which Lambda would notice one.
 */
export const recursionFact = defineFact({
  key: 'recursion',
  about: ['function'],
  value: typed<Recursion | undefined>(),
  words: 'whether Lambda stops its loops',
  grants: [
    ...eventSourcesFact.grants,
    { action: 'lambda:GetFunctionRecursionConfig', on: 'any function' },
  ],
});

/**
 * What Lambda does about loops: asked only of functions that something triggers by which Lambda
 * would notice one, for of all others the setting means nothing.
 */
export function recursions(
  triggers: Collector<Target<'function'>, readonly Trigger[]>,
  read: (target: Target<'function'>) => Promise<Recursion>,
): Collector<Target<'function'>, Recursion | undefined> {
  return async (targets) => {
    const triggersOf = await triggers(targets);

    return perTargetKnown(async (target: Target<'function'>) => {
      const found = triggersOf.get(target.arn);
      if (!found?.known) return found ?? { known: false, reason: 'its triggers were not read' };

      const isWatched = found.value.some(isWatchedForLoops);
      // The gap of triggers that were not seen is reported by the facts that list them.
      return { known: true, value: isWatched ? await read(target) : undefined };
    })(targets);
  };
}
