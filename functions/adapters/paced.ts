import PQueue from 'p-queue';
import { type Interceptable, type OnCall, overheard } from './overheard.ts';

type Next = (args: unknown) => Promise<unknown>;

/** Requests a second that all clients of one pace share. */
export type Pace = <C extends Interceptable>(client: C) => C;

/**
 * The control plane is shared with deployments: a scan takes its part and no more. Each attempt
 * counts, also one that repeats another.
 *
 * @param onCall is told of each.
 */
export function paceOf(requestsASecond: number, onCall?: OnCall): Pace {
  // In slices of a tenth of a second, so that a second does not begin with all its requests.
  const interval = requestsASecond >= 10 ? 100 : 1000;
  const queue = new PQueue({
    interval,
    intervalCap: Math.max(1, Math.floor((requestsASecond * interval) / 1000)),
  });

  return (client) => {
    client.middlewareStack.add(
      (next: Next): Next =>
        async (args) => {
          await queue.add(async () => undefined);
          return next(args);
        },
      { step: 'finalizeRequest', name: 'pace' },
    );
    return overheard(client, onCall);
  };
}
