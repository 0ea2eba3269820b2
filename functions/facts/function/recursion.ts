import * as z from 'zod/mini';
import type { Collector } from '../../app/ports.ts';
import { type Known, unknown } from '../../core/known.ts';
import type { FunctionTarget } from '../../core/target.ts';
import type { Recursion } from '../../domain/exposure/recursion.ts';
import { isWatchedForLoops, type Trigger } from '../../domain/exposure/trigger.ts';
import { defineFact, typed } from '../define-fact.ts';
import { type ReadInTurnProps, readInTurn } from '../read-in-turn.ts';
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
    { action: 'lambda:GetAccountSettings', on: 'everything' },
  ],
});

export interface RecursionsProps
  extends Pick<ReadInTurnProps<Recursion>, 'read' | 'isReadWhole' | 'facts' | 'clock'> {
  readonly triggers: Collector<FunctionTarget, readonly Trigger[]>;
}

/**
 * What Lambda does about loops: asked only of functions that something triggers by which Lambda
 * would notice one, for of all others the setting means nothing. Of each it is read at once, and then
 * in turn while Lambda stops its loops.
 */
export function recursions({
  triggers,
  ...props
}: RecursionsProps): Collector<FunctionTarget, Recursion | undefined> {
  const inTurn = readInTurn({
    ...props,
    kind: 'recursion',
    value: z.enum(['Allow', 'Terminate']),
    isWatched: (recursion) => recursion === 'Allow',
    first: 'at once',
  });

  return async (targets) => {
    const triggersOf = await triggers(targets);
    const asked = targets.filter(({ arn }) => {
      const found = triggersOf.get(arn);
      return found?.known && found.value.some(isWatchedForLoops);
    });
    const read = await inTurn(asked);

    return new Map(
      targets.map(({ arn }) => {
        const found = triggersOf.get(arn) ?? unread;
        // The gap of triggers that were not seen is reported by the facts that list them.
        return [arn, found.known ? (read.get(arn) ?? notAsked) : found];
      }),
    );
  };
}

const unread = unknown('its triggers were not read');
const notAsked: Known<undefined> = { known: true, value: undefined };
