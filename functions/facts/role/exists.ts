import { defineFact, typed } from '../define-fact.ts';
import { surveyedRole } from '../role-grants.ts';

/** False when all roles of the account were listed, and it was not among them. */
export const existsFact = defineFact({
  key: 'exists',
  about: ['role'],
  value: typed<boolean>(),
  words: 'whether it exists',
  grants: surveyedRole,
});
