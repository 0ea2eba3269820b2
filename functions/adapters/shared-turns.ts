import { setTimeout as wait } from 'node:timers/promises';
import * as z from 'zod/mini';
import type { Clock, FactStore } from '../app/ports.ts';

export interface SharedTurnsProps {
  readonly facts: FactStore;
  readonly clock: Clock;
  /** Whose turns they are, for all workers of the account. */
  readonly of: string;
  readonly everyMs: number;
  /** Longest that one waits for its turn. */
  readonly mostMs: number;
  /** Milliseconds. @default a timer */
  readonly sleep?: ((ms: number) => Promise<unknown>) | undefined;
}

export interface SharedTurns {
  /** Waits for the next turn. @returns false when that is too far away, or others keep being faster. */
  take(): Promise<boolean>;
  /** Nobody has a turn for so long. */
  rest(ms: number): Promise<void>;
}

/** Under which the facts table keeps when the next turn is. */
const KIND = 'next turn';
const schema = z.object({ at: z.number() });

/** Times that one tries to be the first of those who reach for the same turn. */
const ATTEMPTS = 10;

/**
 * What a service allows for an address, and not for each of our workers: one line for all of them, in
 * which each keeps its place in the facts table.
 */
export function sharedTurns({
  facts,
  clock,
  of,
  everyMs,
  mostMs,
  sleep = wait,
}: SharedTurnsProps): SharedTurns {
  const next = async () => {
    const stored = (await facts.read(KIND, [of])).get(of);
    const parsed = schema.safeParse(stored);
    return { stored, at: parsed.success ? parsed.data.at : 0 };
  };

  return {
    async take() {
      for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
        const { stored, at } = await next();
        const now = clock().getTime();
        // A turn beyond all waiting is no turn of ours, but of a clock that ran wrong.
        const turn = at - now > LONGEST_REST_MS ? now : Math.max(now, at);
        if (turn - now > mostMs) return false;

        if (await facts.swap(KIND, of, stored, { at: turn + everyMs })) {
          if (turn > now) await sleep(turn - now);
          return true;
        }
      }
      return false;
    },

    async rest(ms) {
      const { stored } = await next();
      const until = clock().getTime() + Math.min(ms, LONGEST_REST_MS);

      // Who was faster has just heard something of the service too.
      await facts.swap(KIND, of, stored, { at: until });
    },
  };
}

const LONGEST_REST_MS = 30 * 60 * 1000;
