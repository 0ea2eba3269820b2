import * as z from 'zod/mini';
import type { RouteReader } from '../../app/account-readers.ts';
import { perTargetKnown } from '../../app/collectors.ts';
import type { Collector, FactStore } from '../../app/ports.ts';
import { joinedReasons } from '../../core/joined-reasons.ts';
import type { Known } from '../../core/known.ts';
import type { FunctionTarget } from '../../core/target.ts';
import { type ApiRoute, requiresKeyAlone } from '../../domain/exposure/api-route.ts';
import { type UsagePlan, usagePlan } from '../../domain/exposure/usage-plan.ts';
import { defineFact, type FactCollector, typed } from '../define-fact.ts';
import { storedFact } from '../stored-fact.ts';
import { keepsStored } from '../table-grants.ts';

/** Of API Gateway, in the regions of its routes; none where an API key is all that no route requires. */
export const usagePlansFact = defineFact({
  key: 'usagePlans',
  about: ['function'],
  value: typed<readonly UsagePlan[]>(),
  words: 'the usage plans of API keys',
  grants: [{ action: 'apigateway:GET', on: 'any API' }, ...keepsStored],
});

const KIND = 'usage-plans';

type Answer = Known<Awaited<ReturnType<RouteReader>>>;

/** Stores what was read along with the routes of each region. */
export async function noteUsagePlans(
  answers: ReadonlyMap<string, Answer>,
  facts: FactStore,
): Promise<void> {
  const read = [...answers].flatMap(([region, answer]) =>
    answer.known && answer.value.usagePlans ? [[region, answer.value.usagePlans] as const] : [],
  );

  if (read.length > 0) await facts.write(KIND, new Map(read));
}

/** Those of a region, as they were stored. */
export function surveyedUsagePlans(
  facts: FactStore,
): (region: string) => Promise<Known<readonly UsagePlan[]>> {
  return async (region) => plansIn((await facts.read(KIND, [region])).get(region));
}

/** The collector of what was stored. */
export function usagePlans(
  facts: FactStore,
  routes: Collector<FunctionTarget, readonly ApiRoute[]>,
): FactCollector<typeof usagePlansFact> {
  return async (targets: readonly FunctionTarget[]) => {
    const routesTo = await routes(targets);
    const regionsOf = (arn: string) => {
      const leading = routesTo.get(arn);
      const keyed = leading?.known ? leading.value.filter(requiresKeyAlone) : [];

      return [...new Set(keyed.map(({ region }) => region))];
    };
    const regions = [...new Set(targets.flatMap(({ arn }) => regionsOf(arn)))];
    const stored = regions.length > 0 ? await facts.read(KIND, regions) : new Map();

    return perTargetKnown<FunctionTarget, readonly UsagePlan[]>(async ({ arn }) =>
      together(regionsOf(arn).map((region) => plansIn(stored.get(region)))),
    )(targets);
  };
}

function plansIn(stored: unknown): Known<readonly UsagePlan[]> {
  return storedFact(stored, z.array(usagePlan), 'the usage plans of this region');
}

/** A function that APIs of two regions lead to is as unusual as it is possible. */
function together(all: readonly Known<readonly UsagePlan[]>[]): Known<readonly UsagePlan[]> {
  const unread = joinedReasons(all.map((each) => (each.known ? undefined : each.reason)));
  if (unread !== undefined) return { known: false, reason: unread };

  return { known: true, value: all.flatMap((each) => (each.known ? each.value : [])) };
}
