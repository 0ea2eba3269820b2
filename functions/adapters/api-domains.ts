import {
  type ApiGatewayV2Client,
  GetApiMappingsCommand,
  GetDomainNamesCommand,
} from '@aws-sdk/client-apigatewayv2';
import { pagesOf } from './next-token.ts';
import { onceItSucceeds } from './once-it-succeeds.ts';

/** The custom domains that lead to an API and ask for no certificate, by the API's id. */
export type ApiDomains = () => Promise<ReadonlyMap<string, readonly string[]>>;

/** Of REST, HTTP and WebSocket APIs alike. Asked for once, and only by who needs it. */
export function apiDomains(client: ApiGatewayV2Client): ApiDomains {
  return onceItSucceeds(async () => {
    const domains = new Map<string, string[]>();

    for await (const { Items = [] } of pagesOf((NextToken) =>
      client.send(new GetDomainNamesCommand({ NextToken })),
    )) {
      for (const { DomainName, MutualTlsAuthentication } of Items) {
        if (DomainName === undefined || MutualTlsAuthentication?.TruststoreUri) continue;

        for (const api of await mappedTo(client, DomainName)) {
          domains.set(api, [...(domains.get(api) ?? []), DomainName]);
        }
      }
    }
    return domains;
  });
}

async function mappedTo(client: ApiGatewayV2Client, DomainName: string) {
  const apis = new Set<string>();

  for await (const { Items = [] } of pagesOf((NextToken) =>
    client.send(new GetApiMappingsCommand({ DomainName, NextToken })),
  )) {
    for (const { ApiId } of Items) if (ApiId !== undefined) apis.add(ApiId);
  }
  return apis;
}
