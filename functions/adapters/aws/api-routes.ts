import type { APIGatewayClient } from '@aws-sdk/client-api-gateway';
import type { ApiGatewayV2Client } from '@aws-sdk/client-apigatewayv2';
import { DescribeStateMachineCommand, type SFNClient } from '@aws-sdk/client-sfn';
import type { RouteReader } from '../../app/account-readers.ts';
import { attempt } from '../../app/collectors.ts';
import { regionOf } from '../../core/target.ts';
import { requiresKeyAlone } from '../../domain/exposure/api-route.ts';
import type { Delivery } from '../../domain/exposure/delivery.ts';
import { functionsOfMachine } from '../../domain/exposure/service-integration.ts';
import { apiDomains } from './api-domains.ts';
import { httpApis, routesOfHttpApi } from './http-apis.ts';
import type { LeadingRoute, RoutesOfApi } from './leading-routes.ts';
import { restApis, routesOfRestApi } from './rest-apis.ts';
import { usagePlans } from './usage-plans.ts';
import type { SignUpReader } from './user-pools.ts';
import type { WebAclReader } from './web-acls.ts';

export interface ApiClients {
  readonly rest: (region: string) => APIGatewayClient;
  readonly http: (region: string) => ApiGatewayV2Client;
  readonly machines: (region: string) => SFNClient;
  readonly signUpOf: SignUpReader;
  readonly webAcls: WebAclReader;
}

/**
 * Reads what leads to functions through API Gateway: two or three calls for each API that runs any, one
 * more where it authenticates by a user pool, one for each web ACL,
 * one for each state machine that anyone can start, or any holder of a key, and one for the usage plans where an API key is
 * all that a route requires.
 * An API that cannot be read harms no other.
 */
export function apiRoutes(clients: ApiClients): RouteReader {
  return async (region) => {
    const rest = clients.rest(region);
    const http = clients.http(region);
    const domains = apiDomains(http);
    const { signUpOf, webAcls } = clients;
    const apis: string[] = [];
    const routes: LeadingRoute[] = [];
    const deliveries: Delivery[] = [];
    const unseen: string[] = [];
    const note = async (what: string, read: () => Promise<RoutesOfApi>) => {
      const answer = await attempt(read);
      if (answer.known) {
        routes.push(...answer.value.routes);
        deliveries.push(...answer.value.deliveries);
        unseen.push(...answer.value.unseen);
      } else unseen.push(`${what}: ${answer.reason}`);
    };

    for await (const api of restApis(rest)) {
      if (api.id !== undefined) apis.push(api.id);
      const what = `REST API ${api.name} (${api.id})`;
      await note(what, () =>
        routesOfRestApi({ client: rest, domains, signUpOf, webAcls }, api, region),
      );
    }
    for await (const api of httpApis(http)) {
      if (api.ApiId !== undefined) apis.push(api.ApiId);
      await note(`API ${api.Name} (${api.ApiId})`, () =>
        routesOfHttpApi({ client: http, domains, signUpOf }, api, region),
      );
    }
    const [started, written] = partitioned(deliveries);
    for (const [arn, starting] of Map.groupBy(started, ({ to }) => to)) {
      await note(`state machine ${arn}`, async () => ({
        routes: await throughMachine(clients.machines, arn, starting),
        deliveries: [],
        unseen: [],
      }));
    }
    const plans = [...routes, ...written].some(({ route }) => requiresKeyAlone(route))
      ? { usagePlans: await attempt(() => usagePlans(rest)) }
      : {};
    return { apis, routes, deliveries: written, ...plans, unseen };
  };
}

/** Those that start a state machine, and the others. */
function partitioned(deliveries: readonly Delivery[]): readonly [Delivery[], Delivery[]] {
  const isStart = ({ to }: Delivery) => to.split(':')[2] === 'states';

  return [deliveries.filter(isStart), deliveries.filter((each) => !isStart(each))];
}

/** A state machine runs what its definition names. @throws */
async function throughMachine(
  clients: ApiClients['machines'],
  stateMachineArn: string,
  starting: readonly Delivery[],
): Promise<LeadingRoute[]> {
  const client = clients(regionOf(stateMachineArn));
  const { definition } = await client.send(new DescribeStateMachineCommand({ stateMachineArn }));
  if (definition === undefined) throw new Error('DescribeStateMachine answered without one');

  return [...functionsOfMachine(definition)].flatMap((leadsTo) =>
    starting.map(({ route }) => ({ leadsTo, route: { ...route, through: stateMachineArn } })),
  );
}
