import type { RoleChain } from '../../engines/iam/index.ts';
import { defineFact, typed } from '../define-fact.ts';
import { surveyedRole } from '../role-grants.ts';

/** How it comes to the power of another role of its account: the shortest path, or none. */
export const onwardFact = defineFact({
  key: 'onward',
  about: ['role'],
  value: typed<readonly RoleChain[]>(),
  words: 'the roles that it can become',
  grants: surveyedRole,
});
