import type { Holder } from './guard-types.ts';
import type { Kinds } from './kinds.ts';
import type { LeftOptions } from './options.ts';
import type { Subject } from './subject.ts';
import type { AnyNode, Expression, Statement } from './syntax.ts';
import type { Values } from './value.ts';

/** A subject, how many functions are looked into for it already, and what kind of value it is. */
export interface Guarded extends Subject {
  readonly values: Values;
  readonly depth: number;
  /** How many branches, and `and` and `or`, around it were looked into. */
  readonly nesting: number;
  /** It is asked for a flag: what lies further in is not looked at again for each. */
  readonly isOfFlag?: boolean | undefined;
  readonly holder: Holder;
  /** What the call leaves by which the subject came. */
  readonly options: LeftOptions | undefined;
  /** Of a parameter: whether what the call gives is a path without `..`. */
  readonly isResolved?: boolean | undefined;
  /** How many callers up it is asked for. */
  readonly callers?: number | undefined;
}

/** The questions that guards of one form have for those of others. */
export interface Guards {
  /** What lets a place be reached only when the subject is harmless. */
  guardedAt(place: AnyNode, subject: Guarded): Kinds;
  /** What a statement before lets through. */
  guardOf(statement: Statement, subject: Guarded): Kinds;
  /** What the subject does no harm to when the condition is `outcome`. */
  limits(condition: Expression, subject: Guarded, outcome: boolean): Kinds;
}
