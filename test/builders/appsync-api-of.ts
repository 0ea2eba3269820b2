import type { AppsyncApi } from '../../functions/domain/exposure/appsync-api.ts';

/** One that takes an API key, but for what is said otherwise. */
export function appsyncApiOf(some: Partial<AppsyncApi> = {}): AppsyncApi {
  return {
    apiId: 'g1',
    apiName: 'shop',
    region: 'eu-west-1',
    address: 'https://g1.appsync-api.eu-west-1.amazonaws.com/graphql',
    isPrivate: false,
    authentication: 'API_KEY',
    alsoAccepted: [],
    dataSources: ['orders'],
    ...some,
  };
}
