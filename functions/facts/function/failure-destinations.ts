import { perTargetKnown } from '../../app/collectors.ts';
import type { Collector } from '../../app/ports.ts';
import type { Known } from '../../core/known.ts';
import type { Target } from '../../core/target.ts';
import { asynchronousWays, type FailureDestination } from '../../domain/exposure/asynchronous.ts';
import type { EntryPoint } from '../../domain/exposure/entry-point.ts';
import { defineFact, typed } from '../define-fact.ts';
import { readsStored } from '../table-grants.ts';

/**
 * Where events go that it fails at; undefined where nothing hands it any without waiting, or a
 * dead-letter queue takes them.
 */
export const failureDestinationsFact = defineFact({
  key: 'failureDestinations',
  about: ['function'],
  value: typed<readonly FailureDestination[] | undefined>(),
  words: 'where events go that it fails at',
  grants: [...readsStored, { action: 'lambda:ListFunctionEventInvokeConfigs', on: 'any function' }],
});

type Destinations = readonly FailureDestination[] | undefined;

/**
 * Where events go that functions fail at: asked only of those that something hands events to
 * without waiting, and that have no dead-letter queue.
 */
export function failureDestinations(
  waysIn: Collector<Target<'function'>, readonly EntryPoint[]>,
  read: (target: Target<'function'>) => Promise<readonly FailureDestination[]>,
): Collector<Target<'function'>, Destinations> {
  return async (targets) => {
    const ways = await waysIn(targets);

    return perTargetKnown(async (target: Target<'function'>): Promise<Known<Destinations>> => {
      const leading = ways.get(target.arn);
      if (!leading?.known) return leading ?? { known: false, reason: 'its ways in were not read' };

      const isAsked =
        target.deadLetters === undefined && asynchronousWays(leading.value).length > 0;
      return { known: true, value: isAsked ? await read(target) : undefined };
    })(targets);
  };
}
