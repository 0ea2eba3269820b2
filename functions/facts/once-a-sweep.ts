import type { Clock } from '../app/ports.ts';
import { onceEach } from './once-each.ts';

/** For how long an answer holds: longer than a sweep takes, and shorter than what is between two. */
const FRESH_MS = 10 * 60 * 1000;

/** A reader that is asked once a sweep for each key, by however many entry points. */
export function onceASweep<V>(
  read: (key: string) => Promise<V>,
  clock: Clock,
): (key: string) => Promise<V> {
  let asked = { at: Number.NEGATIVE_INFINITY, of: onceEach(read) };

  return (key) => {
    const now = clock().getTime();
    if (now - asked.at >= FRESH_MS) asked = { at: now, of: onceEach(read) };

    return asked.of(key);
  };
}
