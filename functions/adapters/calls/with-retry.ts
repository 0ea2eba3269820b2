import { setTimeout as wait } from 'node:timers/promises';

export interface RetryOptions {
  /** Milliseconds before each further attempt; there is one for each. */
  readonly pausesMs: readonly number[];
  /** Whether the same may succeed a little later. */
  readonly mayPass: (error: unknown) => boolean;
  /** Milliseconds. @default a timer */
  readonly sleep?: ((ms: number) => Promise<unknown>) | undefined;
}

/**
 * Calls again where that can help. A socket that went stale while the function was frozen, or a server
 * that is busy, is no answer.
 *
 * @throws what the last attempt throws.
 */
export async function withRetry<T>(
  attempt: () => Promise<T>,
  { pausesMs, mayPass, sleep = wait }: RetryOptions,
): Promise<T> {
  for (const pause of pausesMs) {
    try {
      return await attempt();
    } catch (error) {
      if (!mayPass(error)) throw error;
    }
    await sleep(pause);
  }

  return attempt();
}
