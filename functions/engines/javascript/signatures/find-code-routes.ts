import { type CodeRoute, keptRoutes, MOST_CODE_ROUTES } from '../../../core/code-route.ts';
import type { SdkCall } from '../../../core/sdk-calls.ts';
import { onThisStack } from '../../flow/index.ts';
import { designsOfRoutes } from '../designs/designed-routes.ts';
import type { JavaScriptSource } from '../find-weaknesses.ts';
import { applicationRoutes } from './application-routes.ts';
import { type Entered, entered } from './entered.ts';
import type { FoundRoute } from './found-route.ts';
import { nestRoutes } from './nest-routes.ts';

/**
 * The routes of an application, which of them verify who sent a request, and which are open by design. Undefined
 * where not all of them are seen, and where there is nothing of that.
 *
 * @param calls all that it calls of AWS, where that is seen: then those routes are found, too, that are open by design.
 * @throws CodeNotAnalysed as `findWeaknesses` does.
 */
export function findCodeRoutes(
  source: JavaScriptSource,
  calls?: readonly SdkCall[],
): readonly CodeRoute[] | undefined {
  return onThisStack(source.handler, () => routesOf(source, calls));
}

function routesOf(
  source: JavaScriptSource,
  calls: readonly SdkCall[] | undefined,
): readonly CodeRoute[] | undefined {
  const code = entered(source, calls ? 'all' : 'reading');
  // More are not kept, and where nothing verifies there is no more to find.
  if (code && !code.mayVerify && code.routes.all.length > MOST_CODE_ROUTES) return undefined;
  if (!code) return undefined;
  const ofNest = nestRoutes(code);
  const routes = ofNest ?? applicationRoutes(code);
  const isPart = !ofNest && hasMoreRoutes(code) && !routes?.some(({ proof }) => proof);
  if (!routes || isPart) return undefined;

  const designs = calls && designsOfRoutes(code, routes, calls);

  return keptRoutes(
    routes.toSorted(byPath).map((each) => {
      const { method, path, proof, isIdle } = each;
      const design = designs?.get(each);
      return {
        method,
        path,
        ...(proof && { check: { kind: proof.kind, ...code.places.of(proof.node) } }),
        ...(isIdle && { isIdle }),
        ...(design && { design }),
      };
    }),
  );
}

/** An application beside NestJS has some of the routes, and middleware of a package for Hono may have routes of its own. */
function hasMoreRoutes({ modules }: Entered): boolean {
  return [...modules.files.values()].some(
    ({ requests }) => requests.has('@nestjs/core') || requests.has('hono'),
  );
}

function byPath(one: FoundRoute, other: FoundRoute): number {
  const [a, b] = [`${one.path} ${one.method}`, `${other.path} ${other.method}`];

  return a < b ? -1 : Number(a > b);
}
