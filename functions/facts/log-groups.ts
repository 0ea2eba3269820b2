import pMap from 'p-map';
import * as z from 'zod/mini';
import { attempt } from '../app/collectors.ts';
import type { FactStore } from '../app/ports.ts';
import type { Survey } from '../app/surveys.ts';
import type { Gap } from '../core/gap.ts';
import type { Known } from '../core/known.ts';
import type { Grant } from '../domain/grants.ts';
import { type LogGroup, logGroup } from '../domain/log-group.ts';
import { storedFact } from './stored-fact.ts';
import { keepsStored } from './table-grants.ts';

/** To list log groups, and to keep the lists for the rest of the sweep. */
export const logGroupGrants = [
  { action: 'logs:DescribeLogGroups', on: 'everything' },
  ...keepsStored,
] as const satisfies readonly Grant[];

/** Reads log groups. Each throws when it cannot read them. */
export interface LogGroupReader {
  /** All of a region that Lambda names. */
  ofLambda(region: string): Promise<readonly LogGroup[]>;
  /** Those of these names that there are. */
  named(names: readonly string[], region: string): Promise<readonly LogGroup[]>;
}

const KIND = 'log-groups';

/** Regions at once: each has its own limit of requests. */
const CONCURRENCY = 4;

/**
 * Stores, once a sweep and before the functions of a region are listed, the log groups that Lambda
 * names. One list shows what functions log to and which groups have no function. What cannot be read
 * is stored as unknown, so that an earlier night's groups do not pass for today's.
 */
export function logGroupSurvey(
  { ofLambda }: Pick<LogGroupReader, 'ofLambda'>,
  facts: FactStore,
): Survey<readonly string[], readonly Gap[]> {
  return {
    async survey(regions) {
      await pMap(
        regions,
        async (region) => {
          const groups = await attempt(() => ofLambda(region));
          const written = await attempt(() => facts.write(KIND, new Map([[region, groups]])));
          // Too many for the table are as good as unread.
          if (!written.known) await facts.write(KIND, new Map([[region, written]]));
        },
        { concurrency: CONCURRENCY },
      );

      // A gap is reported with what is said of the account's log groups.
      return [];
    },
  };
}

/** By region, as the survey stored them. */
export async function surveyedLogGroups(
  regions: readonly string[],
  facts: FactStore,
): Promise<ReadonlyMap<string, Known<readonly LogGroup[]>>> {
  const stored = await facts.read(KIND, regions);

  return new Map(regions.map((region) => [region, groupsIn(stored.get(region))]));
}

function groupsIn(stored: unknown): Known<readonly LogGroup[]> {
  return storedFact(stored, z.array(logGroup), 'the log groups of this region');
}

/** Why groups of which regions are not known. Most often one cause hides several: it is said once. */
export function unreadIn(
  groups: ReadonlyMap<string, Known<readonly LogGroup[]>>,
): readonly string[] {
  const unread = [...groups].flatMap(([region, listed]) =>
    listed.known ? [] : [{ region, reason: listed.reason }],
  );

  return [...Map.groupBy(unread, ({ reason }) => reason)].map(
    ([reason, alike]) => `log groups of ${alike.map(({ region }) => region).join(', ')}: ${reason}`,
  );
}
