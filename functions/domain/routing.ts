import * as z from 'zod/mini';
import { isAccount } from '../core/target.ts';
import { differentKeys, hasTag, namedOwners, type Owned } from './ownership.ts';

/** What a route is called, and whose findings take it: exact names, one of which has to fit. */
export type Selector = z.infer<typeof selector>;

export const selector = z.object({
  name: z.string(),
  owners: z.readonly(z.array(z.string())),
  stacks: z.readonly(z.array(z.string())),
  applications: z.readonly(z.array(z.string())),
  /** `key=value` */
  tags: z.exactOptional(z.readonly(z.array(z.string()))),
});

/** Whether the topic of the alerts gets everything, or only what takes no route. */
export const mainGets = ['all', 'unrouted'] as const;
export type MainGets = (typeof mainGets)[number];

/**
 * Whether something of these owners takes a route. What several share takes the route of each of them.
 * Names are compared as they are: no text in a tag stands for another.
 */
export function takes(
  owned: Owned,
  { owners, stacks, applications, tags = [] }: Selector,
): boolean {
  return (
    namedOwners(owned, 'owner').some((name) => owners.includes(name)) ||
    namedOwners(owned, 'stack').some((name) => stacks.includes(name)) ||
    namedOwners(owned, 'application').some((name) => applications.includes(name)) ||
    tags.some((tag) => {
      const [key, value] = keyAndValue(tag);
      return hasTag(owned, key, (each) => each === value);
    })
  );
}

/** Keys of the tags to keep: first those by which routes are chosen, then those that are kept as well. */
export function keysToKeep(
  routes: readonly Pick<Selector, 'tags'>[],
  keptTags: readonly string[],
): readonly string[] {
  const routed = routes.flatMap(({ tags = [] }) => tags.map((tag) => keyAndValue(tag)[0]));

  return differentKeys([...routed, ...keptTags]);
}

/** Of `key=value`; a value may have more of these signs. */
export function keyAndValue(tag: string): readonly [key: string, value: string] {
  const at = tag.indexOf('=');

  return at === -1 ? [tag, ''] : [tag.slice(0, at), tag.slice(at + 1)];
}

/**
 * Whether the topic of the alerts gets it. What is about an account always: not all of the functions in it
 * have an owner, and no owner decides on the others'.
 *
 * @param item what it is about, as an ARN, and whose it is.
 */
export function isForMain(
  item: Owned & { readonly target: string },
  gets: MainGets,
  routes: readonly Selector[],
): boolean {
  return gets === 'all' || isAccount(item.target) || !routes.some((route) => takes(item, route));
}
