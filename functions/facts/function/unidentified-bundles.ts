import { defineFact, typed } from '../define-fact.ts';
import { readsStored } from '../table-grants.ts';

/** Paths, in its archive, of bundles in which no package was recognised. */
export const unidentifiedBundlesFact = defineFact({
  key: 'unidentifiedBundles',
  about: ['function'],
  value: typed<readonly string[]>(),
  words: 'bundles without a manifest in its code',
  grants: readsStored,
});
