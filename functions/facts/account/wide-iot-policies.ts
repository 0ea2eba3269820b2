import { perTargetKnown } from '../../app/collectors.ts';
import type { Target } from '../../core/target.ts';
import type { AccountParts } from '../../domain/account-parts.ts';
import { type IotPolicyPart, iotPolicyPart } from '../../domain/exposure/iot-publishers.ts';
import { readsSuppressed } from '../accepted-targets.ts';
import { type AccountPartsProps, accountParts } from '../account-parts.ts';
import { defineFact, type FactCollector, typed } from '../define-fact.ts';
import { keepsStored } from '../table-grants.ts';

/** Functions that each device runs by a policy of AWS IoT, but for those that are findings of their own. */
export const wideIotPoliciesFact = defineFact({
  key: 'wideIotPolicies',
  about: ['account'],
  value: typed<AccountParts<IotPolicyPart>>(),
  words: 'which functions devices run by policies of AWS IoT that allow any topic',
  grants: [...keepsStored, ...readsSuppressed, { action: 'dynamodb:Query', on: 'findings table' }],
});

export function wideIotPolicies(
  props: AccountPartsProps,
): FactCollector<typeof wideIotPoliciesFact> {
  return perTargetKnown(({ arn }: Target<'account'>) =>
    accountParts(props, arn, 'permissions/wide-iot-policy', iotPolicyPart),
  );
}
