import type { NightReader } from './ports.ts';

/** How long the account waits for the other targets of its sweep. Then it sees what is noted by then. */
const MOST_WAIT_MS = 60 * 60 * 1000;

/** Soon again at first, and later less often. */
const WAIT_SECONDS = { least: 1, most: 120 };

export interface AccountTurn {
  /** The scanner whose sweep it is. */
  readonly scanner: string;
  readonly night: NightReader;
  /** ISO 8601 in UTC. */
  readonly sweep: string;
  readonly now: Date;
}

/**
 * Seconds after which the account asks again whether all else of its sweep has been processed, for its
 * checks add up what was noted of each target; undefined where it is its turn.
 */
export async function untilAccountsTurn({
  scanner,
  night,
  sweep,
  now,
}: AccountTurn): Promise<number | undefined> {
  const progress = (await night([scanner])).find((each) => each.sweep === sweep);
  if (!progress) return undefined;

  const { messages, done, failed } = progress;
  // One of those left is the account's own.
  const isAlone = messages - done - failed <= 1;
  const waited = now.getTime() - Date.parse(sweep);
  if (isAlone || waited >= MOST_WAIT_MS) return undefined;

  const { least, most } = WAIT_SECONDS;
  return Math.min(most, Math.max(least, Math.round(waited / 10_000)));
}
