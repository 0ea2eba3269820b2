import { perTarget } from '../../app/collectors.ts';
import type { LayerTarget } from '../../core/target.ts';
import type { ResourceStatement } from '../../engines/iam/index.ts';
import { defineFact, type FactCollector, typed } from '../define-fact.ts';

/** @throws when it cannot be read. */
export type LayerPolicyReader = (
  layer: LayerTarget,
) => Promise<readonly ResourceStatement[] | undefined>;

/** None where it has no policy; undefined for that of another account, which alone reads it. */
export const layerPolicyFact = defineFact({
  key: 'layerPolicy',
  about: ['layer'],
  value: typed<readonly ResourceStatement[] | undefined>(),
  words: 'its policy',
  grants: [{ action: 'lambda:GetLayerVersionPolicy', on: 'any own layer' }],
});

export function layerPolicy(read: LayerPolicyReader): FactCollector<typeof layerPolicyFact> {
  return perTarget(read);
}
