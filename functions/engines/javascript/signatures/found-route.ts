import type { CodeRoute } from '../../../core/code-route.ts';
import type { Proof } from './verification.ts';

/** A route with the check before it, if it has one. */
export interface FoundRoute extends Pick<CodeRoute, 'method' | 'path' | 'isIdle'> {
  readonly proof?: Proof | undefined;
}
