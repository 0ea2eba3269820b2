import type { SignatureCheck } from '../../core/signature-check.ts';
import type { EntryPoint } from '../exposure/entry-point.ts';
import type { Trigger } from '../exposure/trigger.ts';
import type { Reach } from './reachability.ts';

/**
 * Those by which callers come in of whom the code does not ask first who they are.
 *
 * @param check where its code asks; undefined where it is not seen to.
 */
export function notVerified(
  reaches: readonly Reach[],
  check: SignatureCheck | undefined,
): readonly Reach[] {
  return check ? reaches.filter(({ way }) => !isAsked(way)) : reaches;
}

/** The same of triggers: what Lambda polls for the function, and an API writes, is what a caller has sent. */
export function notVerifiedTriggers(
  triggers: readonly Trigger[],
  check: SignatureCheck | undefined,
): readonly Trigger[] {
  const isSent = ({ writtenBy, polled }: Trigger) =>
    writtenBy !== undefined && polled !== undefined && polled.qualifier === undefined;

  return check ? triggers.filter((trigger) => !isSent(trigger)) : triggers;
}

/** Whether the code that was read is asked by a request that its sender may have signed. */
export function mayBeVerified(ways: readonly EntryPoint[], triggers: readonly Trigger[]): boolean {
  return ways.some(isAsked) || triggers.some(({ writtenBy }) => writtenBy !== undefined);
}

/** Code behind an alias may be another. Who signs up at a user pool gets the very token that the code verifies. */
function isAsked(way: EntryPoint): boolean {
  if (way.kind === 'url') return way.alias === undefined;
  if (way.kind === 'route') return way.route.qualifier === undefined && !way.route.signUp;
  if (way.kind === 'balancer') return way.rule.qualifier === undefined && !way.rule.signUp;

  return way.kind === 'distribution' && way.distribution.qualifier === undefined;
}
