import type { TargetKind } from '../../functions/core/target.ts';
import type { Grant } from '../../functions/domain/grants.ts';
import { type FactName, facts } from '../../functions/facts/index.ts';

type FactSources = {
  readonly [K in TargetKind]: { readonly [N in FactName<K>]: readonly Grant[] };
};

/** What the collector of each fact may call, by kind of target and key: tests hold readers to it. */
export const factSources = {
  function: sourcesAbout('function'),
  role: sourcesAbout('role'),
  layer: sourcesAbout('layer'),
  account: sourcesAbout('account'),
} as FactSources;

function sourcesAbout(kind: TargetKind): Readonly<Record<string, readonly Grant[]>> {
  return Object.fromEntries(
    facts
      .filter(({ about }) => about.some((one) => one === kind))
      .map(({ key, grants }) => [key, grants]),
  );
}
