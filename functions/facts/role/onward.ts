import { each, perChunkKnown } from '../../app/collectors.ts';
import type { Known } from '../../core/known.ts';
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
    each(await read(roles), ({ permissions, onward: paths }) =>
      permissions.known ? asFarAsKnown(paths) : paths,
    ),
  );
}

/** What a role can do by itself is known from its own policies: without the paths, that is a part. */
function asFarAsKnown(paths: Known<readonly RoleChain[]>): Known<readonly RoleChain[]> {
  return paths.known ? paths : { known: true, value: [], incomplete: paths.reason };
}
