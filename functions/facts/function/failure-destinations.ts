import * as z from 'zod/mini';
import type { Collector } from '../../app/ports.ts';
import { type Known, unknown } from '../../core/known.ts';
import type { FunctionTarget } from '../../core/target.ts';
import { asynchronousWays, type FailureDestination } from '../../domain/exposure/asynchronous.ts';
import type { EntryPoint } from '../../domain/exposure/entry-point.ts';
import { defineFact, typed } from '../define-fact.ts';
import { type ReadInTurnProps, readInTurn } from '../read-in-turn.ts';
import { readsInTurn } from '../turn-grants.ts';
import { NOT_YET } from '../turns.ts';

/**
 * Where events go that it fails at; undefined where nothing hands it any without waiting, or a
 * dead-letter queue takes them.
 */
export const failureDestinationsFact = defineFact({
  key: 'failureDestinations',
  about: ['function'],
  value: typed<readonly FailureDestination[] | undefined>(),
  words: 'where events go that it fails at',
  grants: [...readsInTurn, { action: 'lambda:ListFunctionEventInvokeConfigs', on: 'any function' }],
});

type Destinations = readonly FailureDestination[] | undefined;

export interface FailureDestinationsProps
  extends Pick<
    ReadInTurnProps<readonly FailureDestination[]>,
    'read' | 'isReadWhole' | 'facts' | 'clock'
  > {
  readonly waysIn: Collector<FunctionTarget, readonly EntryPoint[]>;
}

/**
 * Where events go that functions fail at: asked only of those that something hands events to
 * without waiting, and that have no dead-letter queue, in turn.
 */
export function failureDestinations({
  waysIn,
  ...props
}: FailureDestinationsProps): Collector<FunctionTarget, Destinations> {
  const inTurn = readInTurn({
    ...props,
    kind: 'failure destinations',
    value: z.array(destination),
    isWatched: (found) => found.length > 0,
    first: 'in turn',
  });

  return async (targets) => {
    const ways = await waysIn(targets);
    const asked = targets.filter(({ arn, deadLetters }) => {
      const leading = ways.get(arn);
      return (
        leading?.known && deadLetters === undefined && asynchronousWays(leading.value).length > 0
      );
    });
    const found = await inTurn(asked);
    const isAsked = new Set(asked);

    return new Map(
      targets.map((target) => {
        const leading = ways.get(target.arn) ?? unread;
        if (!leading.known) return [target.arn, leading];

        return [target.arn, isAsked.has(target) ? (found.get(target.arn) ?? waiting) : notAsked];
      }),
    );
  };
}

const unread = unknown('its ways in were not read');
const waiting = unknown(NOT_YET);
const notAsked: Known<Destinations> = { known: true, value: undefined };
const destination: z.ZodMiniType<FailureDestination> = z.object({
  qualifier: z.optional(z.string()),
  destination: z.string(),
});
