import type { AnyNode, FunctionNode } from '../syntax.ts';
import type { Origin } from './origin.ts';

/** A call of a function of the code, and what it was given there. */
export interface Frame {
  readonly of: FunctionNode;
  /** What its parameters are origin to be; of a callback, they are known. */
  readonly given: (index: number, path: readonly string[]) => Origin;
  /** The argument itself, as the caller has it. */
  readonly argument: (index: number) => AnyNode | undefined;
  readonly caller: Frame | undefined;
  readonly depth: number;
  readonly known: Map<AnyNode, Map<string, Origin>>;
}
