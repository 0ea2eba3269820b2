/**
 * What a service answers; undefined where it says that there is none.
 *
 * @param names of the errors by which it says so.
 * @throws any other error: a denial does not say that there is none.
 */
export async function notFoundAsNone<T>(
  ask: () => Promise<T>,
  ...names: readonly [string, ...string[]]
): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof Error && names.includes(error.name)) return undefined;
    throw error;
  }
}
