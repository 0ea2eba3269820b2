import { perTargetKnown } from '../../app/collectors.ts';
import type { FactStore } from '../../app/ports.ts';
import type { Target } from '../../core/target.ts';
import { defineFact, type FactCollector, typed } from '../define-fact.ts';
import { controlsFact, surveyedControls } from '../role/controls.ts';

/** The id of the organization that the audited account is in; undefined where none is audited. */
export const organizationFact = defineFact({
  key: 'organization',
  about: ['function', 'layer'],
  value: typed<string | undefined>(),
  words: 'which organization is its own',
  grants: controlsFact.grants,
});

/**
 * As the sweep has read it with the policies of the organization. Where it could not, the account has
 * that gap: a grant to another organization is neither found nor gone then.
 *
 * @param isRead whether there is one that the sweep reads.
 */
export function organization(
  facts: FactStore,
  isRead: boolean,
): FactCollector<typeof organizationFact> {
  return async (targets) => {
    const { organization: id, unread } = isRead ? await surveyedControls(facts) : nothing;
    const [reason] = id === undefined ? unread : [];

    return perTargetKnown<Target<'function' | 'layer'>, string | undefined>(async () => ({
      known: true,
      value: id,
      ...(reason !== undefined && { incomplete: reason, isAccountGap: true }),
    }))(targets);
  };
}

const nothing = { organization: undefined, unread: [] };
