import type { CodeRoute } from '../../../core/code-route.ts';
import type { AnyNode, FunctionNode } from '../syntax.ts';
import type { Proof } from './verification.ts';

/** A route with the check before it, if it has one. */
export interface FoundRoute extends Pick<CodeRoute, 'method' | 'path' | 'isIdle'> {
  readonly proof?: Proof | undefined;
  /** Of one that asks for nothing: what it runs; undefined where not all of that is seen. */
  readonly runs?: readonly FunctionNode[] | undefined;
  /** What it is registered with. */
  readonly given?: readonly AnyNode[] | undefined;
  /** The method of a controller that answers it. */
  readonly answers?: FunctionNode | undefined;
}
