/**
 * Asks once, and gives every caller the same answer. A failure goes to those that wait for it, and is
 * forgotten: the next call asks again.
 */
export function memoizedOnSuccess<T>(ask: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | undefined;

  return () => {
    asked ??= ask().catch((error: unknown) => {
      asked = undefined;
      throw error;
    });
    return asked;
  };
}
