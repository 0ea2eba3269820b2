/** Waits before an attempt is made again: not at all before the first (0), then ever longer. */
export async function backoff(attempt: number): Promise<void> {
  if (attempt > 0) await new Promise((resolve) => setTimeout(resolve, 50 * 2 ** attempt));
}
