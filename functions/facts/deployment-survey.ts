import pMap from 'p-map';
import * as z from 'zod/mini';
import type { DeploymentPage, DeploymentReader } from '../app/account-readers.ts';
import { attempt } from '../app/collectors.ts';
import type { Clock, FactStore } from '../app/ports.ts';
import type { Survey } from '../app/surveys.ts';
import { compareTexts } from '../core/compare-texts.ts';
import { daysBefore } from '../core/days-before.ts';
import type { Gap } from '../core/gap.ts';
import { firstReasons } from '../core/joined-reasons.ts';
import { type Deployment, deployingOperations } from '../domain/deployment.ts';
import type { Grant } from '../domain/grants.ts';
import { keepDeployments } from './last-deployment.ts';

/** What the scanner calls that looks deployments up for all. IAM offers no resource for it. */
export const deploymentSurveyGrants = [
  { action: 'cloudtrail:LookupEvents', on: 'everything' },
] as const satisfies readonly Grant[];

/** Under which the facts table keeps how far the event history of a region was read. */
const KIND = 'deployments of region';

/** CloudTrail remembers so many days. Source: "Working with CloudTrail event history". */
const REMEMBERED_DAYS = 90;

/** An event may be in the history only so long after the call. Source: the same. */
const LATE_MS = 15 * 60 * 1000;

/** Lookups of a region and night. Each answers for 50 deployments, and a quiet night takes three. */
const MOST_LOOKUPS = 20;

/** Of all regions together: a slow answer may take half a minute, and the night waits meanwhile. */
const MOST_MS = 120_000;

/** Regions at once; the pace is kept by the client. */
const REGIONS_AT_ONCE = 4;

/** As many regions as a reader wants named. */
const MOST_NAMED = 5;

export interface DeploymentSurveyProps {
  readonly read: DeploymentReader;
  readonly facts: FactStore;
  readonly clock: Clock;
  /** Of a region. @default 20 */
  readonly lookups?: number | undefined;
}

/**
 * Keeps, once a sweep, who deployed which function since the last one, the newest first. What there is
 * no room for in the first nights, further back, is looked up in the nights after them. A region whose
 * history cannot be read is a gap of the account, and keeps nothing else waiting.
 */
export function deploymentSurvey(
  props: DeploymentSurveyProps,
): Survey<readonly string[], readonly Gap[]> {
  return {
    async survey(regions) {
      const endsAt = props.clock().getTime() + MOST_MS;
      const surveyed = await pMap(
        regions,
        async (region) => [region, await attempt(() => readRegion(region, endsAt, props))] as const,
        { concurrency: REGIONS_AT_ONCE },
      );

      const unread = surveyed.flatMap(([region, read]) =>
        read.known ? [] : [`${region}: ${read.reason}`],
      );
      if (unread.length === 0) return [];
      return [{ fact: 'who deployed functions last', reason: firstReasons(unread, MOST_NAMED) }];
    },
  };
}

/** How far the history of a region was read: all of it between the two. ISO 8601 in UTC. */
interface Reach {
  readonly from: string;
  readonly to: string;
}

const reach: z.ZodMiniType<Reach> = z.object({ from: z.string(), to: z.string() });

async function readRegion(
  region: string,
  endsAt: number,
  { read, facts, clock, lookups = MOST_LOOKUPS }: DeploymentSurveyProps,
): Promise<void> {
  const now = clock().toISOString();
  const oldest = daysBefore(now, REMEMBERED_DAYS);
  const stored = reach.safeParse((await facts.read(KIND, [region])).get(region)).data;
  const before = stored && stored.to > oldest ? stored : undefined;
  const budget = { left: lookups, isSpent: () => budget.left <= 0 || clock().getTime() >= endsAt };
  const lookUp = (within: Reach) => newestFirst(region, within, { read, facts, clock, budget });

  const to = new Date(clock().getTime() - LATE_MS).toISOString();
  const reached = await lookUp({ from: before?.to ?? oldest, to: now });
  // What was read before lies beyond a part that was not: the nights that follow come to it again.
  const isJoined = before !== undefined && reached <= before.to;
  const after = { from: isJoined ? before.from : reached, to };
  await facts.write(KIND, new Map([[region, after]]));

  if (!isJoined || before.from <= oldest || budget.isSpent()) return;
  const from = await lookUp({ from: oldest, to: before.from });
  await facts.write(KIND, new Map([[region, { from, to }]]));
}

interface Lookup {
  readonly read: DeploymentReader;
  readonly facts: FactStore;
  readonly clock: Clock;
  readonly budget: { left: number; readonly isSpent: () => boolean };
}

/**
 * Keeps deployments from the newest back, as far as the budget goes: of several operations the one next
 * that has been read the least far.
 *
 * @returns how far back all of them were read. ISO 8601 in UTC.
 */
async function newestFirst(
  region: string,
  { from, to }: Reach,
  { read, facts, clock, budget }: Lookup,
): Promise<string> {
  let open = deployingOperations.map((operation) => ({
    pages: read(region, operation, from, to)[Symbol.asyncIterator](),
    at: to,
  }));

  while (open.length > 0 && !budget.isSpent()) {
    const next = open.reduce((a, b) => (b.at > a.at ? b : a));
    budget.left -= 1;
    const { done, value: page } = await next.pages.next();
    if (done) {
      // To learn that there is no more takes no request.
      budget.left += 1;
      open = open.filter((each) => each !== next);
      continue;
    }
    await keepDeployments(newestOf(page), facts, clock);
    next.at = page.oldest ?? next.at;
  }
  return (
    open
      .map(({ at }) => at)
      .toSorted(compareTexts)
      .at(-1) ?? from
  );
}

/** Of each function one, whatever the order. */
function newestOf({ deployments }: DeploymentPage): ReadonlyMap<string, Deployment> {
  const newest = new Map<string, Deployment>();

  for (const { function: id, deployment } of deployments) {
    const before = newest.get(id);
    if (!before || before.at < deployment.at) newest.set(id, deployment);
  }
  return newest;
}
