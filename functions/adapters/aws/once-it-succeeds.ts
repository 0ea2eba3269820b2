/** Asks once for all who ask. A failure is told to them and forgotten: whoever comes next may fare better. */
export function onceItSucceeds<T>(ask: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | undefined;

  return () => {
    asked ??= ask().catch((error: unknown) => {
      asked = undefined;
      throw error;
    });
    return asked;
  };
}
