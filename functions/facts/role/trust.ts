import { each, perChunkKnown } from '../../app/collectors.ts';
import type { Target } from '../../core/target.ts';
import type { TrustPolicy } from '../../engines/iam/index.ts';
import { defineFact, type FactCollector, typed } from '../define-fact.ts';
import { surveyedRole } from '../role-grants.ts';
import type { StoredRoles } from '../role-survey.ts';

/** Who may take it up. */
export const trustFact = defineFact({
  key: 'trust',
  about: ['role'],
  value: typed<TrustPolicy>(),
  words: 'its trust policy',
  grants: surveyedRole,
});

export function trust(read: StoredRoles): FactCollector<typeof trustFact> {
  return perChunkKnown(async (roles: readonly Target<'role'>[]) =>
    each(await read(roles), (stored) => stored.trust),
  );
}
