import { perTargetKnown } from '../../app/collectors.ts';
import type { Target } from '../../core/target.ts';
import type { AccountParts } from '../../domain/account-parts.ts';
import { type RuntimePart, runtimePart } from '../../domain/ended-runtime.ts';
import { readsSuppressed } from '../accepted-targets.ts';
import { type AccountPartsProps, accountParts } from '../account-parts.ts';
import { defineFact, type FactCollector, typed } from '../define-fact.ts';
import { keepsStored } from '../table-grants.ts';

/** Functions whose runtime is deprecated. */
export const endedRuntimesFact = defineFact({
  key: 'endedRuntimes',
  about: ['account'],
  value: typed<AccountParts<RuntimePart>>(),
  words: 'which functions have a deprecated runtime',
  grants: [...keepsStored, ...readsSuppressed, { action: 'dynamodb:Query', on: 'findings table' }],
});

export function endedRuntimes(props: AccountPartsProps): FactCollector<typeof endedRuntimesFact> {
  return perTargetKnown(({ arn }: Target<'account'>) =>
    accountParts(props, arn, 'dependencies/runtime-end-of-life', runtimePart),
  );
}
