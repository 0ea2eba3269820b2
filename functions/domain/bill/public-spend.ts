import { ACCOUNT_CALLS_PER_SECOND } from '../api-route.ts';
import { type Concurrency, mostAtOnce } from '../concurrency.ts';
import type { FunctionTarget } from '../target.ts';
import type { WayIn } from '../way-in.ts';
import { type FullTilt, fullTilt } from './full-tilt.ts';

/** What strangers can make a function cost, and what holds them back. */
export interface PublicSpend extends FullTilt {
  /** Calls a second that its ways in let through; undefined where one of them has no throttle. */
  readonly throttle: number | undefined;
}

/** @param ways by which strangers get in. */
export function publicSpend(
  of: FunctionTarget,
  ways: readonly WayIn[],
  concurrency: Concurrency,
): PublicSpend {
  const letThrough = letThroughBy(ways);
  const tilt = fullTilt(of, {
    concurrency: mostAtOnce(concurrency),
    ...(letThrough !== undefined && { callsPerSecond: letThrough }),
  });
  const isThrottled = ways.every(
    (way) => way.kind === 'route' && way.route.callsPerSecond !== undefined,
  );

  return { ...tilt, throttle: isThrottled ? letThrough : undefined };
}

/** A throttle, in calls a second, that keeps a function within so many US dollars an hour. */
export function affordableThrottle(of: FunctionTarget, usdPerHour: number): number {
  const { usdPerHour: ofOne } = fullTilt(of, {
    concurrency: Number.POSITIVE_INFINITY,
    callsPerSecond: 1,
  });

  return usdPerHour / ofOne;
}

/** Only API Gateway counts calls. What it has no throttle for, it lets through up to its own. */
function letThroughBy(ways: readonly WayIn[]): number | undefined {
  const byRegion = new Map<string, number>();

  for (const way of ways) {
    if (way.kind !== 'route') return undefined;

    const { region, callsPerSecond = ACCOUNT_CALLS_PER_SECOND } = way.route;
    const sum = (byRegion.get(region) ?? 0) + callsPerSecond;
    byRegion.set(region, Math.min(sum, ACCOUNT_CALLS_PER_SECOND));
  }
  return [...byRegion.values()].reduce((sum, calls) => sum + calls, 0);
}
