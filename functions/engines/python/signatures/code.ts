import type { FunctionReader, Outcome, Proof } from '../../signatures/index.ts';
import type { Binding } from '../scope.ts';
import type { AnyNode, Expression, FunctionNode } from '../syntax.ts';
import type { Values } from '../value.ts';
import type { Credentials } from './credentials.ts';
import type { Requested } from './requested.ts';

/** A program in Python, as far as its functions have been read. */
export interface Code extends FunctionReader<FunctionNode, AnyNode, Values, Requested> {
  /** The check that is passed wherever a name is given this value, as far as it has been read. */
  givenBehind(value: Expression): Proof<AnyNode> | undefined;
  /** What a function comes to where it ends without an answer; undefined of one that is only an expression, or not read yet. */
  endOf(node: FunctionNode): Outcome<AnyNode> | undefined;
  /** Set in the wider reading, in which what is found by a credential of the request, or compared with it, is a check as well. */
  readonly credentials: Credentials | undefined;
  /** What that reading has looked for in an expression, or in a name, already. */
  readonly verdicts: Map<AnyNode | Binding, Proof<AnyNode> | undefined>;
}
