import { perChunkKnown } from '../../app/collectors.ts';
import type { Known } from '../../core/known.ts';
import type { FunctionTarget } from '../../core/target.ts';
import { defineFact, type FactCollector, typed } from '../define-fact.ts';
import { readsStored } from '../table-grants.ts';

/** Reads a chunk of functions. By ARN. */
export type UnidentifiedBundleReader = (
  targets: readonly FunctionTarget[],
) => Promise<ReadonlyMap<string, Known<readonly string[]>>>;

/** Paths, in its archive, of bundles in which no package was recognised. */
export const unidentifiedBundlesFact = defineFact({
  key: 'unidentifiedBundles',
  about: ['function'],
  value: typed<readonly string[]>(),
  words: 'bundles without a manifest in its code',
  grants: readsStored,
});

export function unidentifiedBundles(
  read: UnidentifiedBundleReader,
): FactCollector<typeof unidentifiedBundlesFact> {
  return perChunkKnown(read);
}
