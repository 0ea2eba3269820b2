import { fingerprint } from '../core/fingerprint.ts';

/** What is read in turn has its night of so many. */
export const TURNS = 7;

/** Of so many functions or roles all are read every night: it is no burden to anyone. */
export const FEW = 150;

const DAY_MS = 24 * 60 * 60 * 1000;
/** A night that is repeated does not ask again. */
export const SAME_NIGHT_MS = 20 * 60 * 60 * 1000;

/** What is kept is written again well before the facts table forgets it. */
export const FRESH_MS = 14 * DAY_MS;

/** What is said of what still waits for its night. */
export const NOT_YET = `it is read in turn, within ${TURNS} nights, and has not been read yet`;

/** @param at ISO 8601 in UTC. */
export function isTurn(id: string, at: string): boolean {
  return turnOf(id) === Math.floor(Date.parse(at) / DAY_MS) % TURNS;
}

/** Several facts are read in turn, of the same functions. */
function turnOf(id: string): number {
  const before = known.get(id);
  if (before !== undefined) return before;

  const turn = Number.parseInt(fingerprint(id).slice(0, 8), 16) % TURNS;
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(id, turn);
  return turn;
}

const known = new Map<string, number>();
const MOST_KNOWN = 5_000;

/**
 * Whether what was last read is to be read again: on its own night, or on any once that was missed.
 *
 * @param readAt and `at` are ISO 8601 in UTC.
 */
export function isDueAgain(id: string, readAt: string, at: string): boolean {
  const age = msBetween(readAt, at);

  return age >= TURNS * DAY_MS || (isTurn(id, at) && age >= SAME_NIGHT_MS);
}

/** Whether what has waited since its first night is to be read: once a round has gone by, in any case. */
export function isDueFirst(id: string, seenAt: string, at: string): boolean {
  return isTurn(id, at) || msBetween(seenAt, at) >= TURNS * DAY_MS;
}

/** @param one and `other` are ISO 8601 in UTC. */
export function msBetween(one: string, other: string): number {
  return Date.parse(other) - Date.parse(one);
}
