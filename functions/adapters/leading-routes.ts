import { type ApiRoute, functionIn, withStageVariables } from '../domain/api-route.ts';
import type { ApiDomains } from './api-domains.ts';

/** What of an API runs functions, and what of it could not be made out, in words. */
export interface RoutesOfApi {
  readonly routes: readonly LeadingRoute[];
  readonly unseen: readonly string[];
}

export interface LeadingRoute {
  /** ARN of the function, without a qualifier. */
  readonly leadsTo: string;
  readonly route: ApiRoute;
}

/** What the routes of an API have in common. */
export type Api = Pick<
  ApiRoute,
  'kind' | 'apiId' | 'apiName' | 'region' | 'isPrivate' | 'addresses'
>;

type Variables = Readonly<Record<string, string>>;

/** Pairs routes with the functions that their integrations name, in any stage. */
export function leadingTo(
  integrated: readonly { readonly uri: string; readonly route: ApiRoute }[],
  stages: readonly Variables[],
): RoutesOfApi {
  const routes: LeadingRoute[] = [];
  const unseen: string[] = [];

  for (const { uri, route } of integrated) {
    const uris = new Set(stages.map((variables) => withStageVariables(uri, variables)));

    for (const filled of uris) {
      const named = functionIn(filled);
      if (named) {
        const { arn: leadsTo, qualifier } = named;
        routes.push({
          leadsTo,
          route: { ...route, ...(qualifier !== undefined && { qualifier }) },
        });
      } else {
        unseen.push(`which function ${route.key} of API ${route.apiName} (${route.apiId}) runs`);
      }
    }
  }
  return { routes, unseen };
}

/** Where an API is reached: at its own address in each stage, unless that is off, and by domains. */
export async function addressesOf(
  apiId: string,
  own: readonly string[],
  {
    disableExecuteApiEndpoint,
    domains,
  }: { readonly disableExecuteApiEndpoint: boolean; readonly domains: ApiDomains },
): Promise<string[]> {
  if (!disableExecuteApiEndpoint || own.length === 0) return [...own];

  return [...((await domains()).get(apiId) ?? [])].map((name) => `https://${name}`);
}
