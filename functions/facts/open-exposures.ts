import type { Collector } from '../app/ports.ts';
import type { Known } from '../core/known.ts';
import type { FunctionTarget } from '../core/target.ts';
import { type ApiRoute, isOpenRoute } from '../domain/exposure/api-route.ts';
import { type BalancerRule, isOpenRule } from '../domain/exposure/balancer-rule.ts';
import type { FunctionUrl } from '../domain/exposure/function-url.ts';
import { isOpenToGuests, type PublishedRule } from '../domain/exposure/iot-publishers.ts';

/** Ways in that may be open, as they are read of AWS. */
export interface Exposures {
  readonly urls: Collector<FunctionTarget, readonly FunctionUrl[]>;
  readonly routes: Collector<FunctionTarget, readonly ApiRoute[]>;
  /** Of load balancers. */
  readonly rules: Collector<FunctionTarget, readonly BalancerRule[]>;
  /** Rules of AWS IoT. */
  readonly published: Collector<FunctionTarget, readonly PublishedRule[]>;
}

/**
 * The ARNs of the functions that anyone comes to: by an open route, an open rule of a load balancer or of AWS IoT, or a URL.
 *
 * @param isOpenUrl whether a URL counts: whom it lets in, its policy says, too.
 */
export async function openAmong(
  targets: readonly FunctionTarget[],
  { urls, routes, rules, published }: Exposures,
  isOpenUrl: (url: FunctionUrl) => boolean = () => true,
): Promise<ReadonlySet<string>> {
  const [urlsOf, routesTo, rulesTo, publishedTo] = await Promise.all([
    urls(targets),
    routes(targets),
    rules(targets),
    published(targets),
  ]);
  const open = targets.filter(
    ({ arn }) =>
      hasSuch(urlsOf.get(arn), isOpenUrl) ||
      hasSuch(routesTo.get(arn), isOpenRoute) ||
      hasSuch(rulesTo.get(arn), isOpenRule) ||
      hasSuch(publishedTo.get(arn), isOpenToGuests),
  );

  return new Set(open.map(({ arn }) => arn));
}

/** Whether one of them is such; false where they are not known. */
export function hasSuch<T>(
  all: Known<readonly T[]> | undefined,
  isSuch: (one: T) => boolean,
): boolean {
  return all?.known === true && all.value.some(isSuch);
}
