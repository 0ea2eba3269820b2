import * as z from 'zod/mini';
import type { AppsyncReader } from '../../app/account-readers.ts';
import { attempt, each, perChunkKnown } from '../../app/collectors.ts';
import type { Collector, FactStore } from '../../app/ports.ts';
import type { Survey } from '../../app/surveys.ts';
import type { Gap } from '../../core/gap.ts';
import type { Known } from '../../core/known.ts';
import { type FunctionTarget, regionOf } from '../../core/target.ts';
import { type AppsyncApi, appsyncApi } from '../../domain/exposure/appsync-api.ts';
import { type ByFunction, byFunction, leadingTo, unseenOf } from '../by-function.ts';
import { defineFact, typed } from '../define-fact.ts';
import { readsFindings } from '../open-authorizers.ts';
import { storedFact } from '../stored-fact.ts';
import { keepsStored } from '../table-grants.ts';

/** Of AWS AppSync, those that run it. */
export const appsyncApisFact = defineFact({
  key: 'appsyncApis',
  about: ['function'],
  value: typed<readonly AppsyncApi[]>(),
  words: 'the AppSync APIs that lead to it',
  grants: [
    { action: 'appsync:ListGraphqlApis', on: 'everything' },
    { action: 'appsync:ListApis', on: 'everything' },
    { action: 'appsync:ListDataSources', on: 'everything' },
    { action: 'appsync:ListChannelNamespaces', on: 'everything' },
    { action: 'appsync:ListSourceApiAssociations', on: 'everything' },
    { action: 'cognito-idp:DescribeUserPool', on: 'any user pool' },
    { action: 'cognito-idp:ListUserPoolClients', on: 'any user pool' },
    { action: 'wafv2:GetIPSet', on: 'any IP set' },
    { action: 'wafv2:GetWebACL', on: 'any web ACL' },
    ...keepsStored,
    ...readsFindings,
  ],
});

const KIND = 'appsync-apis';

/**
 * Stores, once a sweep, which APIs of AWS AppSync run the functions of each region. An API runs those of
 * other regions and accounts as well. What cannot be read is stored as unknown, so that the APIs of an
 * earlier night do not pass for today's.
 */
export function appsyncSurvey(
  read: AppsyncReader,
  facts: FactStore,
): Survey<readonly string[], readonly Gap[]> {
  return {
    async survey(regions) {
      const answers = new Map<string, Known<Awaited<ReturnType<AppsyncReader>>>>();
      for (const region of regions) answers.set(region, await attempt(() => read(region)));

      await facts.write(KIND, storedBy(answers));
      // A gap is reported at each function that an API might lead to.
      return [];
    },
  };
}

/** The collector of what the survey stored. */
export function surveyedAppsyncApis(
  facts: FactStore,
): Collector<FunctionTarget, readonly AppsyncApi[]> {
  return perChunkKnown(async (targets: readonly FunctionTarget[]) => {
    const regions = [...new Set(targets.map(({ region }) => region))];
    const stored = await facts.read(KIND, regions);
    const byRegion = new Map(regions.map((region) => [region, apisIn(stored.get(region))]));

    return new Map(
      targets.map(({ arn, region }) => [
        arn,
        leadingTo(arn, byRegion.get(region) ?? apisIn(undefined)),
      ]),
    );
  });
}

const apis = z.record(z.string(), z.array(appsyncApi));

type Apis = ByFunction<AppsyncApi>;

/** Of each region the APIs, of whichever region, that run a function of it. */
function storedBy(
  answers: ReadonlyMap<string, Known<Awaited<ReturnType<AppsyncReader>>>>,
): ReadonlyMap<string, Known<Apis>> {
  const found = [...answers.values()].flatMap((answer) => (answer.known ? answer.value.apis : []));
  const byRegion = Map.groupBy(found, ({ leadsTo }) => regionOf(leadsTo));

  return each(answers, (answer, region): Known<Apis> => {
    if (!answer.known) return answer;

    const value = byFunction(byRegion.get(region) ?? [], ({ api }) => api);
    return { known: true, value, ...unseenOf(answer.value.unseen) };
  });
}

function apisIn(stored: unknown): Known<Apis> {
  return storedFact(stored, apis, 'the AppSync APIs of this region');
}
