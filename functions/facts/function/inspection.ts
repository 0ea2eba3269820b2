import type { Inspection } from '../../domain/inspection.ts';
import { defineFact, typed } from '../define-fact.ts';

/** How Amazon Inspector looks at it; undefined where Inspector does not look at functions. */
export const inspectionFact = defineFact({
  key: 'inspection',
  about: ['function'],
  value: typed<Inspection | undefined>(),
  words: 'whether Amazon Inspector looks at it',
  grants: [
    { action: 'inspector2:BatchGetAccountStatus', on: 'everything' },
    { action: 'inspector2:ListCoverage', on: 'everything' },
  ],
});
