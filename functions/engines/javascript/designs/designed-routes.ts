import type { OpenDesign } from '../../../core/open-design.ts';
import type { SdkCall } from '../../../core/sdk-calls.ts';
import { Budget, withinBudget } from '../../flow/index.ts';
import { mostSteps } from '../../signatures/index.ts';
import { Resolver } from '../resolver.ts';
import type { Entered } from '../signatures/entered.ts';
import type { FoundRoute } from '../signatures/found-route.ts';
import type { AnyNode } from '../syntax.ts';
import { DesignsOf } from './designs-of.ts';
import { isNamedForMore } from './find-open-design.ts';

/**
 * What each route does that asks for nothing and may write, where that is open by design. What is too much to see is none.
 *
 * @param calls all that the code calls of AWS
 */
export function designsOfRoutes(
  { modules, routes, places }: Entered,
  found: readonly FoundRoute[],
  calls: readonly SdkCall[],
): ReadonlyMap<FoundRoute, OpenDesign> {
  // Other methods change what is there, be it by an item that says so.
  const open = found.filter((each) => !each.proof && !each.isIdle && each.method === 'POST');
  const designs = new Map<FoundRoute, OpenDesign>();
  if (open.length === 0 || open.length > MOST_ROUTES) return designs;

  withinBudget(() => {
    const values = new Resolver(modules, new Budget(mostSteps), routes.all);
    const designsOf = new DesignsOf(values, { modules, places, calls });
    for (const each of open) {
      if (!each.runs || isNamedForMore(each.path)) continue;
      const own = new Set<AnyNode>(each.runs);
      // What stands before all routes runs with each.
      const ofOthers = found.flatMap(({ runs = [] }) => runs.filter((of) => !own.has(of)));
      const design = designsOf.of(each.runs, each.path, new Set(ofOthers));
      if (design) designs.set(each, design);
    }
    return undefined;
  });
  return designs;
}

/** An application of more is judged as a whole. */
const MOST_ROUTES = 25;
