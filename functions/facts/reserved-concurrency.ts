import * as z from 'zod/mini';
import type { ConcurrencyReader } from '../app/account-readers.ts';
import { type ReaderInTurn, type ReadInTurnProps, readInTurn } from './read-in-turn.ts';

/** Empty where none is reserved. 0 switches a function off. */
export interface ReservedConcurrency {
  readonly reserved?: number | undefined;
}

export interface ReservedConcurrencyProps
  extends Pick<ReadInTurnProps<ReservedConcurrency>, 'isReadWhole' | 'facts' | 'clock'> {
  readonly read: ConcurrencyReader['reserved'];
}

/** What is reserved for functions: of each read at once, and then in turn while there is none. */
export function reservedConcurrency({
  read,
  ...props
}: ReservedConcurrencyProps): ReaderInTurn<ReservedConcurrency> {
  return readInTurn({
    ...props,
    kind: 'reserved concurrency',
    value: z.object({ reserved: z.optional(z.number()) }),
    read: async (target) => ({ reserved: await read(target) }),
    isWatched: ({ reserved }) => reserved !== undefined,
    first: 'at once',
  });
}
