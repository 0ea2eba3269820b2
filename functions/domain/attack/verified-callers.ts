import { milder, type Severity } from '../../core/severity.ts';
import type { SignatureCheck } from '../../core/signature-check.ts';
import type { EntryPoint } from '../exposure/entry-point.ts';
import type { Trigger } from '../exposure/trigger.ts';
import type { Reach } from './reachability.ts';

/**
 * Where the code asks who sent what comes in, by each of the ways and the triggers; undefined where one is left
 * of which it does not.
 *
 * @param check undefined where it is not seen to.
 */
export function checkOfAll(
  reaches: readonly Reach[],
  triggers: readonly Trigger[],
  check: SignatureCheck | undefined,
): SignatureCheck | undefined {
  const isEach = reaches.every(({ way }) => isAsked(way)) && triggers.every(isSent);

  return isEach ? check : undefined;
}

/**
 * How bad it is where callers are asked first. A token, of which a signature by a public key may be one, is given to
 * users who sign up: one step milder. A signature or a secret is the sender's alone: two.
 */
export function milderBy({ kind }: SignatureCheck, severity: Severity): Severity {
  const isOfSender = kind !== 'jwt' && kind !== 'public-key';

  return isOfSender ? milder(milder(severity)) : milder(severity);
}

/** Lambda polls it for the function, and an API writes what callers send. */
function isSent({ writtenBy, polled }: Trigger): boolean {
  return writtenBy !== undefined && polled !== undefined && polled.qualifier === undefined;
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
