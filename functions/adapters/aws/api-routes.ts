import type { APIGatewayClient } from '@aws-sdk/client-api-gateway';
import type { ApiGatewayV2Client } from '@aws-sdk/client-apigatewayv2';
import { attempt } from '../../app/collectors.ts';
import type { RouteReader } from '../../app/ports.ts';
import { apiDomains } from './api-domains.ts';
import { httpApis, routesOfHttpApi } from './http-apis.ts';
import type { LeadingRoute, RoutesOfApi } from './leading-routes.ts';
import { restApis, routesOfRestApi } from './rest-apis.ts';

export interface ApiClients {
  readonly rest: (region: string) => APIGatewayClient;
  readonly http: (region: string) => ApiGatewayV2Client;
}

/**
 * Reads what leads to functions through API Gateway: two or three calls for each API that runs any.
 * An API that cannot be read harms no other.
 */
export function apiRoutes(clients: ApiClients): RouteReader {
  return async (region) => {
    const rest = clients.rest(region);
    const http = clients.http(region);
    const domains = apiDomains(http);
    const apis: string[] = [];
    const routes: LeadingRoute[] = [];
    const unseen: string[] = [];
    const note = async (what: string, read: () => Promise<RoutesOfApi>) => {
      const answer = await attempt(read);
      if (answer.known) {
        routes.push(...answer.value.routes);
        unseen.push(...answer.value.unseen);
      } else unseen.push(`${what}: ${answer.reason}`);
    };

    for await (const api of restApis(rest)) {
      if (api.id !== undefined) apis.push(api.id);
      const what = `REST API ${api.name} (${api.id})`;
      await note(what, () => routesOfRestApi(rest, domains, api, region));
    }
    for await (const api of httpApis(http)) {
      if (api.ApiId !== undefined) apis.push(api.ApiId);
      await note(`API ${api.Name} (${api.ApiId})`, () =>
        routesOfHttpApi(http, domains, api, region),
      );
    }
    return { apis, routes, unseen };
  };
}
