import { defineFact, typed } from '../define-fact.ts';
import { keepsStored } from '../table-grants.ts';

/** ARNs of all functions, of all audited regions, that run as this role or use this layer version. */
export const sharersFact = defineFact({
  key: 'sharers',
  about: ['role', 'layer'],
  value: typed<readonly string[]>(),
  words: 'the functions that share it',
  grants: keepsStored,
});
