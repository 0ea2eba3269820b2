import { MOST_CODE_ROUTES } from '../../../core/code-route.ts';
import { withinBudget } from '../../flow/index.ts';
import type { FoundRoute } from './found-route.ts';

/**
 * Routes, and of those that ask for nothing which refuse by a credential.
 *
 * @param read the same routes once more, for less than a proof; what it finds besides says nothing of these.
 */
export function withCredentials(
  routes: readonly FoundRoute[],
  read: () => readonly FoundRoute[] | undefined,
): readonly FoundRoute[] {
  // More are not kept.
  if (!routes.some(isOpen) || routes.length > MOST_CODE_ROUTES) return routes;
  const found = new Map<string, FoundRoute[]>();
  for (const each of withinBudget(read) ?? []) {
    found.set(keyOf(each), [...(found.get(keyOf(each)) ?? []), each]);
  }

  return routes.map((route) => {
    const same = isOpen(route) ? (found.get(keyOf(route)) ?? []) : [];
    const [first] = same;
    const proof = first?.proof && same.every((each) => each.proof) ? first.proof : undefined;
    return proof ? { ...route, proof: { ...proof, kind: 'credential' } } : route;
  });
}

function isOpen({ proof, isIdle }: FoundRoute): boolean {
  return !proof && !isIdle;
}

function keyOf({ method, path }: FoundRoute): string {
  return `${method} ${path}`;
}
