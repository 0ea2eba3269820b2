import pMap from 'p-map';
import * as z from 'zod/mini';
import { attempt, perChunkKnown } from '../../app/collectors.ts';
import type { Collector, FactStore, Survey } from '../../app/ports.ts';
import type { Gap } from '../../core/gap.ts';
import type { Known } from '../../core/known.ts';
import type { Target } from '../../core/target.ts';
import { LAMBDA_LOGS, type LogGroup, logGroup, logGroupNameOf } from '../../domain/log-group.ts';
import { defineFact, typed } from '../define-fact.ts';
import { storedFact } from '../stored-fact.ts';
import { keepsStored } from '../table-grants.ts';

/** Where it logs; undefined while there is no such group, for it has never logged. */
export const logGroupFact = defineFact({
  key: 'logGroup',
  about: ['function'],
  value: typed<LogGroup | undefined>(),
  words: 'how long its logs are kept',
  grants: [{ action: 'logs:DescribeLogGroups', on: 'everything' }, ...keepsStored],
});

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
 * names. One list shows what functions log to and, later, which groups have no function. What cannot
 * be read is stored as unknown, so that an earlier night's groups do not pass for today's.
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

      // A gap is reported at each function that may log there.
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

/**
 * Where each function logs; undefined where there is no such group yet. Those that Lambda does not
 * name are asked for by name, all of a region together.
 */
export function functionLogGroups(
  { named }: Pick<LogGroupReader, 'named'>,
  facts: FactStore,
): Collector<Target<'function'>, LogGroup | undefined> {
  return perChunkKnown(async (targets: readonly Target<'function'>[]) => {
    const answers = new Map<string, Known<LogGroup | undefined>>();

    for (const [region, inRegion] of Map.groupBy(targets, (target) => target.region)) {
      const [ofLambda = [], elsewhere = []] = [true, false].map((isOfLambda) =>
        inRegion.filter((target) => logGroupNameOf(target).startsWith(LAMBDA_LOGS) === isOfLambda),
      );
      const surveyed =
        (await surveyedLogGroups([region], facts)).get(region) ?? groupsIn(undefined);
      const names = [...new Set(elsewhere.map(logGroupNameOf))];
      const asked = await attempt(async () => (names.length > 0 ? named(names, region) : []));

      note(ofLambda, surveyed, answers);
      note(elsewhere, asked, answers);
    }

    return answers;
  });
}

function note(
  targets: readonly Target<'function'>[],
  groups: Known<readonly LogGroup[]>,
  answers: Map<string, Known<LogGroup | undefined>>,
): void {
  const byName = new Map(groups.known ? groups.value.map((group) => [group.name, group]) : []);

  for (const target of targets) {
    const value = byName.get(logGroupNameOf(target));
    answers.set(target.arn, groups.known ? { known: true, value } : groups);
  }
}

function groupsIn(stored: unknown): Known<readonly LogGroup[]> {
  return storedFact(stored, z.array(logGroup), 'the log groups of this region');
}
