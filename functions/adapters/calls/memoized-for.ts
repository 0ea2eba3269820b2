import type { Clock } from '../../app/ports.ts';

/**
 * Asks once for each key, and gives every caller the same answer for a while: a process may live on
 * from night to night. A failure goes to those that wait for it, and is forgotten.
 */
export function memoizedFor<T>(
  ms: number,
  clock: Clock,
  ask: (key: string) => Promise<T>,
): (key: string) => Promise<T> {
  const answers = new Map<string, { readonly at: number; readonly answer: Promise<T> }>();

  return (key) => {
    const now = clock().getTime();
    const before = answers.get(key);
    if (before && now - before.at < ms) return before.answer;

    const answer = ask(key).catch((error: unknown) => {
      answers.delete(key);
      throw error;
    });
    answers.set(key, { at: now, answer });
    return answer;
  };
}
