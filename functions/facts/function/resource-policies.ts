import { oncePerChunk, perTargetKnown } from '../../app/collectors.ts';
import type { Known } from '../../core/known.ts';
import type { FunctionTarget } from '../../core/target.ts';
import type { ResourcePolicy } from '../../engines/iam/index.ts';
import { defineFact, type FactCollector, typed } from '../define-fact.ts';
import { keepsStored } from '../table-grants.ts';

/** Reads the policies of a function, its aliases and its versions. @throws when it cannot be read. */
export type ResourcePolicyReader = (
  of: Pick<FunctionTarget, 'arn' | 'region' | 'versions'>,
) => Promise<Known<readonly ResourcePolicy[]>>;

/** At most one for the function itself and for each of its aliases and published versions. */
export const resourcePoliciesFact = defineFact({
  key: 'resourcePolicies',
  about: ['function'],
  value: typed<readonly ResourcePolicy[]>(),
  words: 'its resource policies',
  grants: [
    { action: 'lambda:GetPolicy', on: 'any function' },
    { action: 'lambda:ListAliases', on: 'any function' },
    ...keepsStored,
  ],
});

/** Read once for each chunk, whichever facts follow from them. */
export function resourcePolicies(
  read: ResourcePolicyReader,
): FactCollector<typeof resourcePoliciesFact> {
  return oncePerChunk(perTargetKnown((target: FunctionTarget) => read(target)));
}
