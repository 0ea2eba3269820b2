import type { FunctionReader, Proof } from '../../signatures/index.ts';
import type { AnyNode, Expression, FunctionNode } from '../syntax.ts';
import type { Values } from '../value.ts';
import type { Requested } from './requested.ts';

/** A program in Python, as far as its functions have been read. */
export interface Code extends FunctionReader<FunctionNode, AnyNode, Values, Requested> {
  /** The check that is passed wherever a name is given this value, as far as it has been read. */
  givenBehind(value: Expression): Proof<AnyNode> | undefined;
}
