import type { ApiRoute } from '../../functions/domain/exposure/api-route.ts';
import type { EntryPoint } from '../../functions/domain/exposure/entry-point.ts';

/** An open one, but for what is said otherwise. */
export function routeOf(some: Partial<ApiRoute> = {}): ApiRoute {
  return {
    kind: 'HTTP',
    apiId: 'a1',
    apiName: 'shop',
    region: 'eu-west-1',
    key: 'GET /orders',
    authorization: 'NONE',
    apiKeyRequired: false,
    isPrivate: false,
    isBarred: false,
    addresses: ['https://a1.example'],
    ...some,
  };
}

/** The way in by such a route. */
export function wayByRoute(some: Partial<ApiRoute> = {}): EntryPoint {
  return { kind: 'route', route: routeOf(some) };
}
