import * as z from 'zod/mini';
import { type LogGroup, logGroup, neverExpires } from './log-group.ts';

/** Of one region, the log groups of functions whose events never expire. */
export type EverlastingLogs = z.infer<typeof everlastingLogs>;

/** Those of a region, as they are stored. */
export const everlastingLogs = z.object({
  region: z.string(),
  /** How many there are. */
  count: z.number(),
  /** Of all of them. */
  storedBytes: z.number(),
  /** How many more were accepted, each by the suppression of a finding of its function. */
  accepted: z.number(),
  /** The biggest first. */
  biggest: z.array(logGroup),
});

/** As many as a reader wants named. */
const MOST_NAMED = 20;

/**
 * The groups of a region that never expire; undefined where there are none.
 *
 * @param groups those to which functions log.
 * @param isAccepted whether a finding about the group is suppressed.
 */
export function everlastingAmong(
  groups: readonly LogGroup[],
  region: string,
  isAccepted: (group: LogGroup) => boolean,
): EverlastingLogs | undefined {
  const everlasting = groups.filter(neverExpires);
  const counted = everlasting.filter((group) => !isAccepted(group));
  if (counted.length === 0) return undefined;

  return {
    region,
    count: counted.length,
    storedBytes: counted.reduce((sum, { storedBytes }) => sum + storedBytes, 0),
    accepted: everlasting.length - counted.length,
    biggest: counted
      .toSorted((a, b) => b.storedBytes - a.storedBytes || (a.name < b.name ? -1 : 1))
      .slice(0, MOST_NAMED),
  };
}
