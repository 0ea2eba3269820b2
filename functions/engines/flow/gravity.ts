import type { Severity } from '../../core/severity.ts';
import type { WeaknessKind } from '../../core/weakness.ts';

/** What a kind is where nothing else is said, of those that are grave. */
export const usualSeverity: ReadonlyMap<WeaknessKind, Severity> = new Map([
  ['command-injection', 'critical'],
  ['event-code-execution', 'critical'],
  ['unsafe-deserialization', 'critical'],
  ['path-traversal', 'high'],
  ['query-injection', 'high'],
  ['server-side-request-forgery', 'high'],
  ['xml-external-entity', 'high'],
]);

/** Kinds whose harm is done by quotes, spaces and the like in a text. */
export const needsSigns: ReadonlySet<WeaknessKind> = new Set([
  'command-injection',
  'query-injection',
]);

/** That the event is somewhere, and what that follows from. */
interface Step {
  readonly from: Step | undefined;
  readonly note?: unknown;
}

/**
 * Whether a way is longer than a reader follows. Of some three hundred findings that were read in real
 * code, none of more than a dozen steps was right: such ways lead through objects that hold each other.
 */
export function isLong(last: Step, most: number = MOST_STEPS): boolean {
  let steps = 0;

  for (let at: Step | undefined = last; at; at = at.from) {
    if (at.note !== undefined) steps += 1;
    if (steps > most) return true;
  }
  return false;
}

const MOST_STEPS = 16;

/**
 * Of a secret of the function, which most code keeps among its settings: what is returned of an object that
 * holds these is hardly ever the secret.
 */
export const MOST_STEPS_OF_SECRET = 6;
