import type { RolePermissions } from '../../engines/iam/index.ts';
import { defineFact, typed } from '../define-fact.ts';
import { surveyedRole } from '../role-grants.ts';

/** What it may do. */
export const permissionsFact = defineFact({
  key: 'permissions',
  about: ['role'],
  value: typed<RolePermissions>(),
  words: 'its permissions',
  grants: surveyedRole,
});
