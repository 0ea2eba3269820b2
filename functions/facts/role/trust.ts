import type { TrustPolicy } from '../../engines/iam/index.ts';
import { defineFact, typed } from '../define-fact.ts';
import { surveyedRole } from '../role-grants.ts';

/** Who may take it up. */
export const trustFact = defineFact({
  key: 'trust',
  about: ['role'],
  value: typed<TrustPolicy>(),
  words: 'its trust policy',
  grants: surveyedRole,
});
