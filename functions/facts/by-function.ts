import { firstReasons } from '../core/joined-reasons.ts';
import type { Known } from '../core/known.ts';

/** What leads to functions of a region, by the ARN of the function, as a survey stores it. */
export type ByFunction<T> = Readonly<Record<string, readonly T[]>>;

/** @param found what leads to a function, by its unqualified ARN. @param of what is stored of it. */
export function byFunction<L extends { readonly leadsTo: string }, T>(
  found: readonly L[],
  of: (leading: L) => T,
): ByFunction<T> {
  const grouped = Map.groupBy(found, ({ leadsTo }) => leadsTo);

  return Object.fromEntries([...grouped].map(([arn, all]) => [arn, all.map(of)]));
}

/** What leads to one function. Nothing does where all of the region is known. */
export function leadingTo<T>(arn: string, surveyed: Known<ByFunction<T>>): Known<readonly T[]> {
  return surveyed.known ? { ...surveyed, value: surveyed.value[arn] ?? [] } : surveyed;
}

/** As many names of what was not seen as a reader wants. */
const MOST_NAMED = 5;

/** Of a survey that could not see everything of a region. @param unseen in words. */
export function unseenOf(unseen: readonly string[]): { readonly incomplete?: string } {
  if (unseen.length === 0) return {};

  return { incomplete: `not covered: ${firstReasons(unseen, MOST_NAMED)}` };
}
