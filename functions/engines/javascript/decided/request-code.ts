import type { Budget, FieldPath } from '../../flow/index.ts';
import type { Places } from '../evidence.ts';
import type { Route } from '../route.ts';
import type { AnyNode, CallNode } from '../syntax.ts';
import type { Values } from '../value.ts';
import type { DecidedValue } from './decided-value.ts';

/** The code to which a request comes, and where it does. */
export interface RequestCode {
  readonly values: Values;
  readonly places: Places;
  readonly budget: Budget;
  /** What Lambda calls with the event. */
  readonly entries: ReadonlySet<AnyNode>;
  /** Those that others call, which may put more into the event. */
  readonly wrapped: ReadonlySet<AnyNode>;
  /** What frameworks call with a request. */
  readonly routes: readonly Route[];
  /** Calls of code that may run. */
  readonly live: ReadonlySet<CallNode>;
}

/** Says how a request decides an expression, to who asks that of parts of it. */
export interface DataReader {
  /** @param path of what lies in it; of any part of it where that is empty. */
  of(node: AnyNode, path?: FieldPath): DecidedValue | undefined;
  /** The same of what may be any of several. */
  any(nodes: readonly AnyNode[], path?: FieldPath): DecidedValue | undefined;
}
