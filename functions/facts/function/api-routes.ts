import * as z from 'zod/mini';
import type { RouteReader } from '../../app/account-readers.ts';
import { attempt, each, perChunkKnown } from '../../app/collectors.ts';
import type { Collector, FactStore } from '../../app/ports.ts';
import type { Survey } from '../../app/surveys.ts';
import type { Gap } from '../../core/gap.ts';
import type { Known } from '../../core/known.ts';
import { regionOf, type Target } from '../../core/target.ts';
import { type ApiRoute, apiRoute } from '../../domain/exposure/api-route.ts';
import { type Delivery, delivery } from '../../domain/exposure/delivery.ts';
import { unseenOf } from '../by-function.ts';
import { defineFact, typed } from '../define-fact.ts';
import { readsFindings } from '../open-authorizers.ts';
import { storedFact } from '../stored-fact.ts';
import { keepsStored } from '../table-grants.ts';
import { noteUsagePlans } from './usage-plans.ts';

/** Of API Gateway, those that run it. */
export const apiRoutesFact = defineFact({
  key: 'apiRoutes',
  about: ['function'],
  value: typed<readonly ApiRoute[]>(),
  words: 'the API routes that lead to it',
  grants: [
    { action: 'apigateway:GET', on: 'any API' },
    { action: 'cognito-idp:DescribeUserPool', on: 'any user pool' },
    { action: 'cognito-idp:ListUserPoolClients', on: 'any user pool' },
    { action: 'wafv2:GetIPSet', on: 'any IP set' },
    { action: 'wafv2:GetWebACL', on: 'any web ACL' },
    { action: 'states:DescribeStateMachine', on: 'any state machine' },
    ...keepsStored,
    ...readsFindings,
  ],
});

const KIND = 'api-routes';

/**
 * Stores, once a sweep, which API routes lead to the functions of each region, routes of other
 * regions among them. What cannot be read is stored as unknown, so that the routes of an earlier
 * night do not pass for today's.
 */
export function routeSurvey(
  read: RouteReader,
  facts: FactStore,
): Survey<readonly string[], readonly Gap[]> {
  return {
    async survey(regions) {
      const answers = new Map<string, Known<Awaited<ReturnType<RouteReader>>>>();
      for (const region of regions) answers.set(region, await attempt(() => read(region)));

      const all = [...answers.values()].flatMap((answer) =>
        answer.known ? answer.value.routes : [],
      );
      const deliveries = [...answers].flatMap(([region, answer]) =>
        answer.known ? answer.value.deliveries.map((each) => ({ region, each })) : [],
      );
      const byFunction = [...Map.groupBy(all, ({ leadsTo }) => leadsTo)].map(
        ([arn, leading]) => [arn, leading.map(({ route }) => route)] as const,
      );

      await facts.write(
        KIND,
        each(answers, (answer, region) => {
          if (!answer.known) return answer;
          const own = byFunction.filter(([arn]) => regionOf(arn) === region);
          const value: Routes = {
            apis: answer.value.apis,
            byFunction: Object.fromEntries(own),
            // A bucket's ARN names no region: what triggers a function is of the function's.
            deliveries: deliveries
              .filter((one) => (regionOf(one.each.to) || one.region) === region)
              .map(({ each }) => each),
          };
          return { known: true, value, ...unseenOf(answer.value.unseen) };
        }),
      );
      await noteUsagePlans(answers, facts);
      // A gap is reported at each function that a route might lead to.
      return [];
    },
  };
}

/** The collector of what the survey stored. */
export function surveyedRoutes(
  facts: FactStore,
): Collector<Target<'function'>, readonly ApiRoute[]> {
  return perChunkKnown(async (targets: readonly Target<'function'>[]) => {
    const regions = [...new Set(targets.map(({ region }) => region))];
    const stored = await facts.read(KIND, regions);
    const byRegion = new Map(regions.map((region) => [region, routesIn(stored.get(region))]));

    return new Map(
      targets.map(({ arn, region }) => [
        arn,
        routesTo(arn, byRegion.get(region) ?? routesIn(undefined)),
      ]),
    );
  });
}

/** The routes of APIs, open or with a key alone, that hand requests on to anything of a region, as the survey stored them. */
export function surveyedDeliveries(
  facts: FactStore,
): (region: string) => Promise<Known<readonly Delivery[]>> {
  return async (region) => {
    const surveyed = routesIn((await facts.read(KIND, [region])).get(region));

    return surveyed.known ? { ...surveyed, value: surveyed.value.deliveries ?? [] } : surveyed;
  };
}

/** The ids of the APIs of a region, as the survey stored them. @throws when it could not. */
export function surveyedApis(facts: FactStore): (region: string) => Promise<ReadonlySet<string>> {
  return async (region) => {
    const surveyed = routesIn((await facts.read(KIND, [region])).get(region));
    if (!surveyed.known) throw new Error(surveyed.reason);

    return new Set(surveyed.value.apis);
  };
}

const routes = z.object({
  apis: z.array(z.string()),
  byFunction: z.record(z.string(), z.array(apiRoute)),
  /** Absent from what was stored before there were any. */
  deliveries: z.optional(z.array(delivery)),
});
type Routes = {
  readonly apis: readonly string[];
  readonly byFunction: Readonly<Record<string, readonly ApiRoute[]>>;
  readonly deliveries?: readonly Delivery[] | undefined;
};

function routesTo(arn: string, surveyed: Known<Routes>): Known<readonly ApiRoute[]> {
  return surveyed.known ? { ...surveyed, value: surveyed.value.byFunction[arn] ?? [] } : surveyed;
}

function routesIn(stored: unknown): Known<Routes> {
  return storedFact(stored, routes, 'the APIs of this region');
}
