import {
  type APIGatewayClient,
  type ApiStage,
  type UsagePlan as ListedPlan,
  paginateGetUsagePlans,
} from '@aws-sdk/client-api-gateway';
import type { UsagePlan } from '../../domain/exposure/usage-plan.ts';
import { isThrottle } from './leading-routes.ts';
import { listsOf } from './pages.ts';
import { routeOf } from './rest-apis.ts';

/** The usage plans of a region, without their keys. @throws when they cannot be listed. */
export async function usagePlans(client: APIGatewayClient): Promise<readonly UsagePlan[]> {
  const plans: UsagePlan[] = [];
  const pages = paginateGetUsagePlans({ client, pageSize: 500 }, {});

  for await (const page of listsOf(pages, 'items', 'position')) plans.push(...page.map(planOf));
  return plans;
}

function planOf({ id = '', name = '', apiStages = [], throttle, quota }: ListedPlan): UsagePlan {
  const rate = throttle?.rateLimit;
  const { limit, period } = quota ?? {};

  return {
    id,
    name,
    stages: apiStages.map(stageOf),
    ...(isThrottle(rate) && { requestsPerSecond: rate }),
    ...(limit !== undefined && period !== undefined && { quota: { limit, period } }),
  };
}

function stageOf({ apiId = '', stage = '', throttle = {} }: ApiStage): UsagePlan['stages'][number] {
  const throttles = Object.entries(throttle).flatMap(([key, { rateLimit }]) =>
    isThrottle(rateLimit) ? [[routeOf(key), rateLimit] as const] : [],
  );

  return { apiId, stage, throttles: Object.fromEntries(throttles) };
}
