import type { FunctionTarget } from '../../core/target.ts';
import { type FullTilt, fullTilt } from '../../engines/cost/index.ts';
import { type Concurrency, mostAtOnce } from '../concurrency.ts';
import { ACCOUNT_CALLS_PER_SECOND } from './api-route.ts';
import { type EntryPoint, webAclsBefore } from './entry-point.ts';
import { type Trigger, throughApi } from './trigger.ts';
import { eachOnce, heldTo } from './web-acl.ts';

/** What strangers can make a function cost, and what holds them back. */
export interface PublicSpend extends FullTilt {
  /** Calls a second that its entry points let through; undefined where one of them has no throttle. */
  readonly throttle: number | undefined;
  /** Calls a second of one IP address that web ACLs let through; undefined where some way is behind none that limits it. */
  readonly ofOneAddress: number | undefined;
}

/** By what strangers make a function run: one of both at least. */
export interface OpenTo {
  readonly ways: readonly EntryPoint[];
  /** What they may write to. */
  readonly triggers: readonly Trigger[];
}

export function publicSpend(
  of: FunctionTarget,
  { ways, triggers }: OpenTo,
  concurrency: Concurrency,
): PublicSpend {
  const writers = triggers.flatMap(throughApi);
  const isCalled = triggers.every(({ writtenBy }) => writtenBy !== undefined);
  const letThrough = isCalled ? letThroughBy([...ways, ...writers]) : undefined;
  const polled = ways.length > 0 ? Number.POSITIVE_INFINITY : polledBy(triggers);
  const tilt = fullTilt(of, {
    concurrency: Math.min(mostAtOnce(concurrency), polled),
    ...(letThrough !== undefined && { callsPerSecond: letThrough }),
  });
  const isThrottled =
    isCalled &&
    [...ways, ...writers].every(
      (way) => way.kind === 'route' && way.route.callsPerSecond !== undefined,
    );

  return {
    ...tilt,
    throttle: isThrottled ? letThrough : undefined,
    ofOneAddress: isCalled ? heldByAcls([...ways, ...writers]) : undefined,
  };
}

/** Each ACL counts by itself, and an address may come by all of them. */
function heldByAcls(ways: readonly EntryPoint[]): number | undefined {
  const before = ways.map(webAclsBefore);
  if (before.some((acls) => acls.length === 0)) return undefined;

  let sum = 0;
  for (const acl of eachOnce(before.flat())) {
    const held = heldTo(acl);
    if (held === undefined) return undefined;
    sum += held;
  }
  return sum;
}

/** A throttle, in calls a second, that keeps a function within so many US dollars an hour. */
export function affordableThrottle(of: FunctionTarget, usdPerHour: number): number {
  const { usdPerHour: ofOne } = fullTilt(of, {
    concurrency: Number.POSITIVE_INFINITY,
    callsPerSecond: 1,
  });

  return usdPerHour / ofOne;
}

/** How many at once the mappings of queues allow; what is pushed is not limited. */
function polledBy(triggers: readonly Trigger[]): number {
  const limits = triggers.map(({ polled }) => polled?.mostAtOnce ?? Number.POSITIVE_INFINITY);

  return limits.reduce((sum, limit) => sum + limit, 0);
}

/** Only API Gateway counts calls. What it has no throttle for, it lets through up to its own. */
function letThroughBy(ways: readonly EntryPoint[]): number | undefined {
  const byRegion = new Map<string, number>();

  for (const way of ways) {
    if (way.kind !== 'route') return undefined;

    const { region, callsPerSecond = ACCOUNT_CALLS_PER_SECOND } = way.route;
    const sum = (byRegion.get(region) ?? 0) + callsPerSecond;
    byRegion.set(region, Math.min(sum, ACCOUNT_CALLS_PER_SECOND));
  }
  return [...byRegion.values()].reduce((sum, calls) => sum + calls, 0);
}
