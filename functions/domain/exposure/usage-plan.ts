import * as z from 'zod/mini';
import { type ApiRoute, stagesOf } from './api-route.ts';

/** A usage plan of API Gateway: its API keys are accepted in its stages. */
export type UsagePlan = z.infer<typeof usagePlan>;

/** A usage plan as it is stored. */
export const usagePlan = z.object({
  id: z.string(),
  name: z.string(),
  stages: z.array(
    z.object({
      apiId: z.string(),
      stage: z.string(),
      /** Requests a second with each key, by the key of a route; `* /*` is every route. */
      throttles: z.record(z.string(), z.number()),
    }),
  ),
  /** Requests a second with each key; absent where the plan has no throttle. */
  requestsPerSecond: z.optional(z.number()),
  /** Requests with each key in a period; absent where the plan has none. */
  quota: z.optional(z.object({ limit: z.number(), period: z.string() })),
});

/** The plans whose keys a route accepts. Without one, API Gateway turns every caller away. */
export function plansOf(route: ApiRoute, plans: readonly UsagePlan[]): readonly UsagePlan[] {
  return plans.filter((plan) => stagesIn(plan, route).length > 0);
}

/** Whether a plan limits how often the holder of a key can call a route, in each of its stages. */
export function limits(plan: UsagePlan, route: ApiRoute): boolean {
  if (plan.requestsPerSecond !== undefined || plan.quota !== undefined) return true;

  return stagesIn(plan, route).every(
    ({ throttles }) => Object.hasOwn(throttles, route.key) || Object.hasOwn(throttles, '* /*'),
  );
}

/** Behind a domain of one's own, the stage of a route is not known: then it may be any of its API. */
function stagesIn({ stages }: UsagePlan, route: ApiRoute): UsagePlan['stages'] {
  const own = stagesOf(route);

  return stages.filter(
    ({ apiId, stage }) => apiId === route.apiId && (own.length === 0 || own.includes(stage)),
  );
}
