import * as z from 'zod/mini';
import { functionOfLogGroup, type LogGroup, logGroup, neverExpires } from './log-group.ts';

/** Of one region, the log groups of functions that are gone. */
export type OrphanLogGroups = z.infer<typeof orphanLogGroups>;

/** Those of a region, as they are stored. */
export const orphanLogGroups = z.object({
  region: z.string(),
  /** How many there are. */
  count: z.number(),
  /** Of all of them. */
  storedBytes: z.number(),
  /** How many never expire. */
  everlasting: z.number(),
  /** The biggest first. */
  biggest: z.array(logGroup),
});

/** As many as a reader wants named. */
const MOST_NAMED = 20;

/** Which functions there are, and where else they log. */
export interface Living {
  /** Regions of which all functions are known. */
  readonly regions: ReadonlySet<string>;
  has(name: string, region: string): boolean;
  logsTo(group: string, region: string): boolean;
}

/**
 * The groups in a region whose function is gone; undefined where there are none. A group is spared
 * while a function of its name lives, wherever that logs by now, while any function logs to it, and
 * while not all functions are known of the region where its own would be.
 */
export function orphansAmong(
  groups: readonly LogGroup[],
  region: string,
  living: Living,
): OrphanLogGroups | undefined {
  const orphans = groups.filter((group) => {
    const owner = functionOfLogGroup(group, region);

    return (
      owner !== undefined &&
      living.regions.has(owner.region) &&
      !living.has(owner.name, owner.region) &&
      !living.logsTo(group.name, region)
    );
  });
  if (orphans.length === 0) return undefined;

  return {
    region,
    count: orphans.length,
    storedBytes: orphans.reduce((sum, { storedBytes }) => sum + storedBytes, 0),
    everlasting: orphans.filter(neverExpires).length,
    biggest: orphans.toSorted(byBytes).slice(0, MOST_NAMED),
  };
}

function byBytes(one: LogGroup, other: LogGroup): number {
  return other.storedBytes - one.storedBytes || (one.name < other.name ? -1 : 1);
}
