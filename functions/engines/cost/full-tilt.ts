import type { FunctionTarget } from '../../core/target.ts';
import { invocationsUsd, type PricedFunction } from './invocation-cost.ts';

/** What limits a function, whatever calls it. */
export interface TiltLimits {
  /** How many of it may run at once. */
  readonly concurrency: number;
  /** What is let through to it; undefined where only its concurrency limits it. */
  readonly callsPerSecond?: number | undefined;
}

/** The dearest that callers can make of a function, as long as they like. */
export interface FullTilt {
  /** US dollars, at list prices. Lambda only, see {@link invocationsUsd}. */
  readonly usdPerHour: number;
  readonly callsPerSecond: number;
  /** How long each of these calls then takes. */
  readonly secondsEach: number;
  /** How many of them run at once. */
  readonly atOnce: number;
}

/** Lambda lets one execution environment take no more. */
const CALLS_PER_SECOND_EACH = 10;

const SECONDS_IN_HOUR = 3600;

/**
 * The dearest hour of a function. Its callers send as many calls as are let through, and each takes
 * as long as it takes to fill the concurrency, up to the timeout: whether its code can be made to
 * take that long is not known from outside, so that it is assumed. As many calls as possible and as
 * much time as possible go together, so that neither many short calls nor few long ones are dearer.
 */
export function fullTilt(
  of: PricedFunction & Pick<FunctionTarget, 'timeoutSeconds'>,
  { concurrency, callsPerSecond: letThrough = Number.POSITIVE_INFINITY }: TiltLimits,
): FullTilt {
  const callsPerSecond = Math.min(letThrough, concurrency * CALLS_PER_SECOND_EACH);
  const atOnce = Math.min(concurrency, callsPerSecond * of.timeoutSeconds);
  const usdPerHour = invocationsUsd(of, {
    count: callsPerSecond * SECONDS_IN_HOUR,
    seconds: atOnce * SECONDS_IN_HOUR,
  });

  return {
    usdPerHour,
    callsPerSecond,
    secondsEach: callsPerSecond === 0 ? 0 : atOnce / callsPerSecond,
    atOnce,
  };
}
