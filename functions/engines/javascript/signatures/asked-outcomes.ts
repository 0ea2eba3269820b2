import type { AnyNode } from '../syntax.ts';
import type { Frame } from './frame.ts';
import type { ResultShape } from './result-shapes.ts';
import type { Verdicts } from './verdicts.ts';

/** The test that is passed; `never` where it does not come to that. */
export type Passed = AnyNode | 'never' | undefined;

/** Of which part of an expression, in which call of the function around it, and whether its promise is waited for. */
export interface At {
  readonly path: readonly string[];
  readonly frame?: Frame | undefined;
  readonly awaited: boolean;
}

/** A result of a test that leaves the code. */
export interface Result {
  readonly call: AnyNode;
  readonly shape: ResultShape | undefined;
  /** Whether it is `undefined` where nothing is found, as with AWS; else it is `null`. */
  readonly isOfAws: boolean;
}

export const plainly: At = { path: [], awaited: false };

/** Who knows where a test has been passed. */
export interface AskedOutcomes {
  readonly verdicts: Verdicts;
  passedWhere(isTrue: boolean, node: AnyNode, at?: At): Passed;
  resultOf(node: AnyNode, at: At): Result | undefined;
}

/** By each way. */
export function each(ways: readonly Passed[]): Passed {
  const passed = ways.find((way) => way !== undefined && way !== 'never');

  return ways.includes(undefined) ? undefined : (passed ?? (ways.length > 0 ? 'never' : undefined));
}

/** By one of both, for both are so. */
export function either(one: Passed, other: Passed): Passed {
  if (one === 'never' || other === 'never') return 'never';

  return one ?? other;
}
