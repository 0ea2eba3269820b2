import {
  type ApiGatewayV2Client,
  GetApiMappingsCommand,
  GetDomainNamesCommand,
} from '@aws-sdk/client-apigatewayv2';
import { memoizedOnSuccess } from '../calls/memoized-on-success.ts';
import { listsOf, pagesOf } from './pages.ts';

/** The custom domains that lead to an API and ask for no certificate, by the API's id. */
export type ApiDomains = () => Promise<ReadonlyMap<string, readonly string[]>>;

/** Of REST, HTTP and WebSocket APIs alike. Asked for once, and only by who needs it. */
export function apiDomains(client: ApiGatewayV2Client): ApiDomains {
  return memoizedOnSuccess(async () => {
    const domains = new Map<string, string[]>();
    const pages = pagesOf('NextToken', (NextToken) =>
      client.send(new GetDomainNamesCommand({ NextToken })),
    );

    for await (const page of listsOf(pages, 'Items', 'NextToken')) {
      for (const { DomainName, MutualTlsAuthentication } of page) {
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
  const pages = pagesOf('NextToken', (NextToken) =>
    client.send(new GetApiMappingsCommand({ DomainName, NextToken })),
  );

  for await (const page of listsOf(pages, 'Items', 'NextToken')) {
    for (const { ApiId } of page) if (ApiId !== undefined) apis.add(ApiId);
  }
  return apis;
}
