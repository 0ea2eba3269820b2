import type { NamedVersion } from './named-version.ts';
import { reachedFrom } from './reached.ts';

/** What the manifest of a project asks for: of each, the keys that a lock may have of it, best first. */
export interface Asked {
  readonly deployed: readonly (readonly string[])[];
  readonly development: readonly (readonly string[])[];
}

/**
 * What a lock without projects would say, had it read the manifests beside it: which packages
 * the projects ask for, and not what only their development needs. What cannot be traced back to that
 * stays, for not all projects need be in the archive.
 */
export function asProjectsAsk(
  all: readonly NamedVersion[],
  asked: readonly Asked[],
): readonly NamedVersion[] {
  const keyed = all.flatMap((one) => (one.keys ?? []).map((key) => ({ key, one })));
  const byKey = Map.groupBy(keyed, ({ key }) => key);
  const find = (key: string) => (byKey.get(key) ?? []).slice(0, MOST_ALIKE).map(({ one }) => one);
  const named = (keys: readonly string[]) => find(keys.find((key) => byKey.has(key)) ?? '');
  const next = ({ requires = [], mayUse = [] }: NamedVersion) =>
    [...requires, ...mayUse].flatMap(find);

  const deployed = new Set(asked.flatMap((one) => one.deployed).flatMap(named));
  const development = new Set(asked.flatMap((one) => one.development).flatMap(named));
  const wanted = new Set(all.flatMap(next));
  const others = all.filter(
    (one) => !development.has(one) && (one.isTopLevel === true || !wanted.has(one)),
  );
  const kept = reachedFrom([...deployed, ...others], next);
  const needless = reachedFrom(development, next);

  return all
    .filter((one) => kept.has(one) || !needless.has(one))
    .map((one) => (deployed.has(one) ? { ...one, isTopLevel: true } : one));
}

/** Packages that one key may mean: a name has a few versions, unless the lock is made to waste time. */
const MOST_ALIKE = 50;
