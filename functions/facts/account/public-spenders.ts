import { perTargetKnown } from '../../app/collectors.ts';
import type { Target } from '../../core/target.ts';
import type { AccountParts } from '../../domain/account-parts.ts';
import { type SpendPart, spendPart } from '../../domain/exposure/region-spend.ts';
import { readsSuppressed } from '../accepted-targets.ts';
import { type AccountPartsProps, accountParts } from '../account-parts.ts';
import { defineFact, type FactCollector, typed } from '../define-fact.ts';
import { keepsStored } from '../table-grants.ts';

/** Functions that public callers can make cost more than their limit, but for those that are findings of their own. */
export const publicSpendersFact = defineFact({
  key: 'publicSpenders',
  about: ['account'],
  value: typed<AccountParts<SpendPart>>(),
  words: 'what public callers can make functions cost',
  grants: [...keepsStored, ...readsSuppressed, { action: 'dynamodb:Query', on: 'findings table' }],
});

export function publicSpenders(props: AccountPartsProps): FactCollector<typeof publicSpendersFact> {
  return perTargetKnown(({ arn }: Target<'account'>) =>
    accountParts(props, arn, 'usage/unbounded-public-spend', spendPart),
  );
}
