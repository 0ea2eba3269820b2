import type { Condition } from './condition.ts';
import { type Outcome, outcomeOf } from './condition-outcome.ts';
import type { IamRequest, Rule, Tally } from './tally.ts';

/** @template T a statement, and where it stands. */
export interface Decision<T> {
  /** `conditional` hangs on what is not known of the request. */
  readonly answer: 'allowed' | 'denied' | 'conditional';
  /** The statements that did it; none where nothing allows it. */
  readonly deciding: readonly T[];
  /** What it hangs on. */
  readonly conditions: readonly Condition[];
}

/** Source: "GetCallerIdentity" (AWS STS API Reference). */
export function isAlwaysAllowed({ action }: IamRequest): boolean {
  return action.toLowerCase() === 'sts:getcalleridentity';
}

export const allowed: Decision<never> = { answer: 'allowed', deciding: [], conditions: [] };

/**
 * What comes of it when all of these have a say: a Deny of any outweighs what the others grant.
 *
 * @param granted by all of them together, Denies left aside.
 */
export function decisionOf<T>(
  granted: Outcome,
  tallies: readonly Tally<T>[],
  { context }: IamRequest,
): Decision<T> {
  const refusing = tallies.find((each) => each.refusing)?.refusing;
  if (refusing) return { answer: 'denied', deciding: [refusing.origin], conditions: [] };
  if (granted === false) return denied;

  const granting = tallies.flatMap((each) => each.granting);
  const open = granted ? [] : tallies.flatMap((each) => each.open);
  const undecided = [...open, ...tallies.flatMap((each) => each.vetoing)];
  return {
    answer: granted && undecided.length === 0 ? 'allowed' : 'conditional',
    deciding: [...granting, ...undecided].map(({ origin }) => origin),
    conditions: undecided.flatMap(({ statement }: Rule<T>) =>
      statement.conditions.filter((each) => outcomeOf(each, context) === undefined),
    ),
  };
}

const denied: Decision<never> = { answer: 'denied', deciding: [], conditions: [] };
