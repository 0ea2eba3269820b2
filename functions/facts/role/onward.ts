import { each, perChunkKnown } from '../../app/collectors.ts';
import type { Target } from '../../core/target.ts';
import type { RoleChain } from '../../engines/iam/index.ts';
import { defineFact, type FactCollector, typed } from '../define-fact.ts';
import { surveyedRole } from '../role-grants.ts';
import type { StoredRoles } from '../role-survey.ts';

/** How it comes to the power of another role of its account: the shortest path, or none. */
export const onwardFact = defineFact({
  key: 'onward',
  about: ['role'],
  value: typed<readonly RoleChain[]>(),
  words: 'the roles that it can become',
  grants: surveyedRole,
});

export function onward(read: StoredRoles): FactCollector<typeof onwardFact> {
  return perChunkKnown(async (roles: readonly Target<'role'>[]) =>
    each(await read(roles), (stored) => stored.onward),
  );
}
