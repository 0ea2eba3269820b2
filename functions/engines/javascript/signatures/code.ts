import type { FunctionReader } from '../../signatures/index.ts';
import type { AnyNode, FunctionNode } from '../syntax.ts';
import type { Values } from '../value.ts';
import type { Requested } from './requested.ts';

/** A program in JavaScript, as far as its functions have been read. */
export type Code = FunctionReader<FunctionNode, AnyNode, Values, Requested>;
