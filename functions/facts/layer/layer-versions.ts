import { perTarget } from '../../app/collectors.ts';
import type { LayerTarget } from '../../core/target.ts';
import type { LayerVersion } from '../../domain/layer-version.ts';
import { defineFact, type FactCollector, typed } from '../define-fact.ts';

/** @throws when it cannot be read. */
export type LayerVersionReader = (
  layer: LayerTarget,
) => Promise<readonly LayerVersion[] | undefined>;

/** All of the same layer; undefined for one of another account, which alone lists them. */
export const layerVersionsFact = defineFact({
  key: 'layerVersions',
  about: ['layer'],
  value: typed<readonly LayerVersion[] | undefined>(),
  words: 'its other versions',
  grants: [{ action: 'lambda:ListLayerVersions', on: 'any own layer as a whole' }],
});

export function layerVersions(read: LayerVersionReader): FactCollector<typeof layerVersionsFact> {
  return perTarget(read);
}
