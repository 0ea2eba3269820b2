import type { GivenParameter } from './frameworks.ts';
import type { FunctionNode } from './syntax.ts';

/** A function that a framework calls with a request. */
export interface Route {
  readonly of: FunctionNode;
  /** Its name in the rows of frameworks. */
  readonly framework: string;
  /** What it is given, by the index of the parameter. */
  readonly parameters: readonly (GivenParameter | undefined)[];
}
