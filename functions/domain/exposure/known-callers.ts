import type { EntryPoint } from './entry-point.ts';
import { ruleNamed } from './event-rule.ts';
import { type EventSource, isSwitchedOff } from './event-source.ts';

/** What all callers of a function that are seen have in common. */
export interface KnownCallers {
  /**
   * Who sends all its events, in words, where no one outside chooses what is in them: schedules, whose
   * events are fixed, and topics of AWS's own. Empty where anything else leads to it, or nothing.
   */
  readonly fixedBy: readonly string[];
  /**
   * Routes by which all callers come, in words, where API Gateway verifies a token of each: of
   * Amazon Cognito or another issuer. Empty where they come by any other way, or by none.
   */
  readonly verifiedBy: readonly string[];
}

export const unknownCallers: KnownCallers = { fixedBy: [], verifiedBy: [] };

/** @param eventSources what Lambda polls for it: nobody vouches for what is in there. */
export function callersAmong(
  ways: readonly EntryPoint[],
  eventSources: readonly EventSource[],
): KnownCallers {
  if (!eventSources.every(isSwitchedOff)) return unknownCallers;

  return { fixedBy: all(ways.map(senderOf)), verifiedBy: all(byRoutes(ways).map(verifiedRoute)) };
}

/** None where one of them is not known. */
function all(names: readonly (string | undefined)[]): readonly string[] {
  return names.every((name) => name !== undefined) ? [...new Set(names)] : [];
}

function senderOf(way: EntryPoint): string | undefined {
  if (way.kind !== 'service' || way.source === undefined || way.isForAnyone) return undefined;
  if (way.isSchedule) return `the schedule ${ruleNamed(way.source)?.name ?? way.source}`;

  return topicsOfAws.has(way.source) ? `the topic ${way.source} of AWS itself` : undefined;
}

/**
 * Source: "Subscribe to AWS IP address ranges notifications" (Amazon VPC User Guide), read on
 * 2026-11-29.
 */
const topicsOfAws: ReadonlySet<string> = new Set([
  'arn:aws:sns:us-east-1:806199016981:AmazonIpSpaceChanged',
]);

/** Without what the policy lets an API do of which the routes are there; a preflight carries no token. */
function byRoutes(ways: readonly EntryPoint[]): readonly EntryPoint[] {
  const apis = new Set(ways.map((way) => (way.kind === 'route' ? way.route.apiId : undefined)));

  return ways.filter((way) => {
    if (way.kind === 'route') return !way.route.key.startsWith('OPTIONS ');

    const isOfApi =
      way.kind === 'service' && way.service === 'apigateway.amazonaws.com' && !way.isForAnyone;
    return !isOfApi || !apis.has(way.source?.split(':')[5]);
  });
}

function verifiedRoute(way: EntryPoint): string | undefined {
  if (way.kind !== 'route') return undefined;
  const { key, authorization } = way.route;

  return verifying.has(authorization) ? `${key} (${authorization})` : undefined;
}

/** Authorizers of API Gateway that verify the signature of a token themselves. */
const verifying: ReadonlySet<string> = new Set(['COGNITO_USER_POOLS', 'JWT']);
