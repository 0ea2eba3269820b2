import type { FunctionTarget } from '../core/target.ts';

/** How often a function was invoked in a window that ends now. */
export interface Activity {
  /** Length of the window. */
  readonly days: number;
  /** When the window begins. ISO 8601 in UTC. */
  readonly since: string;
  readonly invocations: number;
  /** Its reserved concurrency is 0: it has been switched off. Only known of an idle function. */
  readonly parked: boolean;
}

/**
 * Whether a function was not invoked for the whole window, although it was there to be invoked:
 * one that was deployed or configured within the window has had no fair chance.
 */
export function isIdle(
  { invocations, since }: Activity,
  { lastModified }: FunctionTarget,
): boolean {
  return invocations === 0 && lastModified < since;
}

/** How often a function was invoked on each of some whole days of UTC. */
export interface DailyInvocations {
  /** `2026-11-25`: the last that is over. */
  readonly lastDay: string;
  /** The oldest first. */
  readonly counts: readonly number[];
}
