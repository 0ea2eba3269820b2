import { setTimeout as wait } from 'node:timers/promises';
import type { Interceptable, OnCall } from './observed-calls.ts';
import { beforeSigning, observedCalls } from './observed-calls.ts';
import { isPast, processSlots, type SlotsOf, type TimeSlots } from './time-slots.ts';

/** Makes a client wait for its turn before each request, among all clients of one limiter. */
export type RateLimiter = <C extends Interceptable>(client: C) => C;

export interface RateLimiterProps {
  /** Requests a second, of all processes together. */
  readonly perSecond: number;
  /** @default slots of this process alone */
  readonly slotsOf?: SlotsOf | undefined;
  /** Is called with each request. */
  readonly onCall?: OnCall | undefined;
  /**
   * Whose control planes they are, by twelve digits: each account has a limit of its own.
   * @default that of the process
   */
  readonly account?: string | undefined;
  /** Where a request is made once its slot has begun. @default there is always one */
  readonly places?: Places | undefined;
  /** @default those of the process */
  readonly timing?: Timing | undefined;
}

/** Of which there are so many at once. */
export interface Places {
  /** Has it wait for a free place, first come first served, and keep it until it has ended. */
  run<T>(request: () => Promise<T>): Promise<T>;
}

const everywhere: Places = { run: (request) => request() };

interface Timing {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<unknown>;
}

/**
 * The control plane is shared with deployments: a scan takes its part and no more. Each attempt
 * counts, also one that repeats another.
 */
export function rateLimiter({
  perSecond,
  slotsOf = processSlots(),
  onCall,
  account,
  places = everywhere,
  timing = { now: Date.now, sleep: wait },
}: RateLimiterProps): RateLimiter {
  const slotsIn = (name: string, limit: number) =>
    slotsOf(account === undefined ? name : `${name} ${account}`, limit);
  const turn = turnsIn(slotsIn('control planes', perSecond), timing);
  const ownTurns = new Map(
    Object.entries(ownLimits).map(([command, { name, perSecond: limit }]) => [
      command,
      turnsIn(slotsIn(name, Math.min(limit, perSecond)), timing),
    ]),
  );

  return (client) => {
    client.middlewareStack.addRelativeTo(
      (next: Next, { commandName = '' }: Context): Next =>
        async (args) => {
          for (;;) {
            await ownTurns.get(commandName)?.();
            const slot = await turn();
            // A place that waited for a slot would be kept from other accounts, and one that came too
            // late for its slot would be in another request's: that one goes back, for another slot.
            const answer = await places.run(async () =>
              isPast(slot, timing.now()) ? undefined : { of: await next(args) },
            );
            if (answer) return answer.of;
          }
        },
      { ...beforeSigning, name: 'rate-limiter' },
    );
    return observedCalls(client, onCall);
  };
}

type Next = (args: unknown) => Promise<unknown>;

/** Of the SDK's HandlerExecutionContext. */
interface Context {
  readonly commandName?: string;
}

/**
 * Operations that AWS limits more closely than the rest of their control plane. Sources: "Amazon API
 * Gateway quotas": five GetResources in two seconds, of an account in a region; "LookupEvents" (CloudTrail
 * API Reference): two a second, of which something is left to people who look for what has happened.
 */
const ownLimits = {
  GetResourcesCommand: { name: 'apigateway:GetResources', perSecond: 2.5 },
  LookupEventsCommand: { name: 'cloudtrail:LookupEvents', perSecond: 1.5 },
} as const;

/** Requests for which slots are taken at once: few, so that other processes come to theirs between. */
const MOST_AT_ONCE = 10;

/**
 * How many slots in succession a request may come too late for. A process that is so busy makes few
 * requests by itself, and would otherwise never make this one.
 */
const MOST_MISSED = 2;

/**
 * Turns in the order in which they are asked for. Each resolves when its slot begins, or, where the
 * process was too busy to see that in time, in another one: with when that began.
 */
function turnsIn(slots: TimeSlots, { now, sleep }: Timing): () => Promise<number> {
  const waiting: PromiseWithResolvers<number>[] = [];
  let isTaking = false;

  const take = async () => {
    isTaking = true;
    while (waiting.length > 0) {
      const next = waiting.splice(0, MOST_AT_ONCE);

      try {
        const times = await slots(next.length);
        for (const [index, { resolve }] of next.entries()) resolve(times[index] ?? 0);
      } catch (error) {
        for (const { reject } of next) reject(error);
      }
    }
    isTaking = false;
  };

  const nextSlot = () => {
    const slot = Promise.withResolvers<number>();
    waiting.push(slot);
    // Those that ask in the same moment are served together.
    if (!isTaking) queueMicrotask(() => isTaking || take());
    return slot.promise;
  };

  return async () => {
    for (let missed = 0; ; missed += 1) {
      const slot = await nextSlot();
      const ms = slot - now();
      if (ms > 0) await sleep(ms);

      if (!isPast(slot, now())) return slot;
      if (missed === MOST_MISSED) return now();
    }
  };
}
