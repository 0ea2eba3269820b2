import * as z from 'zod/mini';
import { attempt, each, perChunkKnown } from '../../app/collectors.ts';
import type { Collector, FactStore, RouteReader, Survey } from '../../app/ports.ts';
import type { Gap } from '../../core/gap.ts';
import { firstReasons } from '../../core/joined-reasons.ts';
import type { Known } from '../../core/known.ts';
import { regionOf, type Target } from '../../core/target.ts';
import { type ApiRoute, apiRoute } from '../../domain/exposure/api-route.ts';
import { defineFact, typed } from '../define-fact.ts';
import { keepsStored } from '../table-grants.ts';
import { writtenDown } from '../written-down.ts';

/** Of API Gateway, those that run it. */
export const apiRoutesFact = defineFact({
  key: 'apiRoutes',
  about: ['function'],
  value: typed<readonly ApiRoute[]>(),
  words: 'the API routes that lead to it',
  grants: [{ action: 'apigateway:GET', on: 'any API' }, ...keepsStored],
});

const KIND = 'api-routes';

/** As many names of what was not seen as a reader wants. */
const MOST_NAMED = 5;

/**
 * Writes down, once a sweep, which API routes lead to the functions of each region, those of other
 * regions among them. What cannot be read is written down as unknown, lest routes of an earlier
 * night pass for today's.
 */
export function routeSurvey(
  read: RouteReader,
  facts: FactStore,
): Survey<readonly string[], readonly Gap[]> {
  return {
    async survey(regions) {
      const answers = new Map<string, Known<Awaited<ReturnType<RouteReader>>>>();
      for (const region of regions) answers.set(region, await attempt(() => read(region)));

      const all = [...answers.values()].flatMap((told) => (told.known ? told.value.routes : []));
      const byFunction = [...Map.groupBy(all, ({ leadsTo }) => leadsTo)].map(
        ([arn, leading]) => [arn, leading.map(({ route }) => route)] as const,
      );

      await facts.write(
        KIND,
        each(answers, (told, region) => {
          if (!told.known) return told;
          const own = byFunction.filter(([arn]) => regionOf(arn) === region);
          const value: Routes = { apis: told.value.apis, byFunction: Object.fromEntries(own) };
          return { known: true, value, ...unseenOf(told.value.unseen) };
        }),
      );
      // What is missing is told of each function that a route might lead to.
      return [];
    },
  };
}

/** The collector of what the survey wrote down. */
export function surveyedRoutes(
  facts: FactStore,
): Collector<Target<'function'>, readonly ApiRoute[]> {
  return perChunkKnown(async (targets: readonly Target<'function'>[]) => {
    const regions = [...new Set(targets.map(({ region }) => region))];
    const stored = await facts.read(KIND, regions);
    const told = new Map(regions.map((region) => [region, routesIn(stored.get(region))]));

    return new Map(
      targets.map(({ arn, region }) => [
        arn,
        routesTo(arn, told.get(region) ?? routesIn(undefined)),
      ]),
    );
  });
}

/** The ids of the APIs of a region, as the survey wrote them down. @throws when it could not. */
export function surveyedApis(facts: FactStore): (region: string) => Promise<ReadonlySet<string>> {
  return async (region) => {
    const told = routesIn((await facts.read(KIND, [region])).get(region));
    if (!told.known) throw new Error(told.reason);

    return new Set(told.value.apis);
  };
}

const routes = z.object({
  apis: z.array(z.string()),
  byFunction: z.record(z.string(), z.array(apiRoute)),
});
type Routes = {
  readonly apis: readonly string[];
  readonly byFunction: Readonly<Record<string, readonly ApiRoute[]>>;
};

function routesTo(arn: string, told: Known<Routes>): Known<readonly ApiRoute[]> {
  return told.known ? { ...told, value: told.value.byFunction[arn] ?? [] } : told;
}

function routesIn(stored: unknown): Known<Routes> {
  return writtenDown(stored, routes, 'the APIs of this region');
}

function unseenOf(unseen: readonly string[]): { readonly incomplete?: string } {
  if (unseen.length === 0) return {};

  return { incomplete: `not covered: ${firstReasons(unseen, MOST_NAMED)}` };
}
