import type { NamedVersion } from './named-version.ts';

/** Entries of one lock that are one package: for peers, for platforms, or under an alias. */
export function united(all: readonly NamedVersion[]): readonly NamedVersion[] {
  const alike = Map.groupBy(all, ({ name, version }) => `${name} ${version}`);

  return [...alike.values()].flatMap(([first, ...others]) => {
    if (!first || others.length === 0) return first ?? [];
    const same = [first, ...others];

    return {
      ...first,
      keys: same.flatMap(({ keys = [] }) => keys),
      requires: [...new Set(same.flatMap(({ requires = [] }) => requires))],
      mayUse: [...new Set(same.flatMap(({ mayUse = [] }) => mayUse))],
      isTopLevel: same.some(({ isTopLevel }) => isTopLevel === true),
    };
  });
}
