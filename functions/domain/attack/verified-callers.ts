import type { SenderVerification } from '../../core/code-route.ts';
import { milder, type Severity } from '../../core/severity.ts';
import { isOfSender, isProved, type SignatureCheck } from '../../core/signature-check.ts';
import { askedByCode, checkOfEach, provedOf, weakestOf } from '../exposure/asked-by-code.ts';
import type { EntryPoint } from '../exposure/entry-point.ts';
import type { Trigger } from '../exposure/trigger.ts';
import type { Reach } from './reachability.ts';

/**
 * Where the code asks who sent what comes in, by each of the ways and the triggers; undefined where one is left
 * of which it does not.
 *
 * @param verification undefined where it is not seen to.
 */
export function checkOfAll(
  reaches: readonly Reach[],
  triggers: readonly Trigger[],
  verification: SenderVerification | undefined,
): SignatureCheck | undefined {
  const isEach = reaches.every(({ way }) => isAsked(way)) && triggers.every(isSent);
  if (!isEach || !verification || 'design' in verification || 'sign' in verification) {
    return undefined;
  }
  if (!('routes' in verification)) return isProved(verification) ? verification : undefined;

  // What is no request by HTTP comes to no route.
  const checks = reaches.map(({ way }) => checkBy(way, verification));
  return triggers.length === 0 && checks.every((each) => each !== undefined)
    ? weakestOf(checks)
    : undefined;
}

/** Of API Gateway, by the routes of the code that one of its own comes to; else by all of them. */
function checkBy(way: EntryPoint, verification: SenderVerification): SignatureCheck | undefined {
  const asked = askedByCode(verification, way.kind === 'route' ? way.route : undefined);

  return checkOfEach(provedOf(asked));
}

/**
 * How bad it is where callers are asked first. A token, of which a signature by a public key may be one, is given to
 * users who sign up: one step milder. A signature or a secret is the sender's alone: two.
 */
export function milderBy(check: SignatureCheck, severity: Severity): Severity {
  return isOfSender(check) ? milder(milder(severity)) : milder(severity);
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
