import { each, perChunkKnown } from '../../app/collectors.ts';
import type { Target } from '../../core/target.ts';
import { defineFact, type FactCollector, typed } from '../define-fact.ts';
import { surveyedRole } from '../role-grants.ts';
import type { StoredRoles } from '../role-survey.ts';

/** False when all roles of the account were listed, and it was not among them. */
export const existsFact = defineFact({
  key: 'exists',
  about: ['role'],
  value: typed<boolean>(),
  words: 'whether it exists',
  grants: surveyedRole,
});

export function exists(read: StoredRoles): FactCollector<typeof existsFact> {
  return perChunkKnown(async (roles: readonly Target<'role'>[]) =>
    each(await read(roles), (stored) => stored.exists),
  );
}
