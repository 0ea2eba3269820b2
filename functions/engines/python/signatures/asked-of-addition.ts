import { scopeOf } from '../scope.ts';
import type { Call } from '../syntax.ts';
import type { Values } from '../value.ts';
import type { Chosen } from './chosen.ts';

/** What is asked of what is added. */
export interface AskedOfAddition {
  readonly values: Values;
  readonly chosen: Chosen;
  /** What Lambda calls: what a table is for that has no name, it may say. */
  readonly handler: string;
}

/** What code is called by that writes somewhere: `create_user`. */
export function calledAround(call: Call, { handler }: AskedOfAddition): readonly string[] {
  const of = scopeOf(call).function?.name?.name;

  return of === undefined ? [handler] : [handler, of];
}
