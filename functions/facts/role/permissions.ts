import { each, perChunkKnown } from '../../app/collectors.ts';
import type { Target } from '../../core/target.ts';
import type { RolePermissions } from '../../engines/iam/index.ts';
import { defineFact, type FactCollector, typed } from '../define-fact.ts';
import { surveyedRole } from '../role-grants.ts';
import type { StoredRoles } from '../role-survey.ts';

/** What it may do. */
export const permissionsFact = defineFact({
  key: 'permissions',
  about: ['role'],
  value: typed<RolePermissions>(),
  words: 'its permissions',
  grants: surveyedRole,
});

export function permissions(read: StoredRoles): FactCollector<typeof permissionsFact> {
  return perChunkKnown(async (roles: readonly Target<'role'>[]) =>
    each(await read(roles), (stored) => stored.permissions),
  );
}
