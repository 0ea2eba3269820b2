import type { Budget } from '../flow/index.ts';
import type { Harms } from './harms.ts';
import type { Subject } from './subject.ts';
import type { AnyNode, FunctionNode, NodeOf } from './syntax.ts';
import type { Values } from './value.ts';

/** A question that is asked of code: what the checks in it rule out for a value. */
export interface Asked {
  readonly subject: Subject;
  readonly values: Values;
  readonly budget: Budget;
  /** How many functions that check what they are given it is asked through. */
  readonly depth: number;
  /** What a function of the code rules out for what it is given, when it says yes, or no. */
  readonly byPredicate: (call: NodeOf<'CallExpression'>, asked: Asked, outcome: boolean) => Harms;
  /**
   * What is ruled out by a call of a function of the code on each way on which its result may be as it is:
   * `judge` says what a result rules out, and undefined of one that it is not. Without: nothing is returned.
   */
  readonly byResults: (call: NodeOf<'CallExpression'>, asked: Asked, judge: Judge) => Harms;
  /** What is ruled out where a function given to `list.some` says yes, or one given to `list.every` no. */
  readonly whereSays: (of: FunctionNode, asked: Asked, outcome: boolean) => Harms;
  /** The same for the elements of a list that the function is given one by one. */
  readonly byCallback: (of: FunctionNode, asked: Asked, outcome: boolean) => Harms;
  /** What the conditions rule out that a place stands under, and statements before it. */
  readonly above: (at: AnyNode, asked: Asked) => Harms;
}

export type Judge = (result: AnyNode | undefined, asked: Asked) => Harms | undefined;
