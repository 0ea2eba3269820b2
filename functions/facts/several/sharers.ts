import { each, perChunkKnown } from '../../app/collectors.ts';
import type { FactStore } from '../../app/ports.ts';
import type { WatchedBy } from '../../app/watched-accounts.ts';
import type { Target } from '../../core/target.ts';
import { defineFact, type FactCollector, typed } from '../define-fact.ts';
import { sharersInAll, storedLayerSharers } from '../layer-survey.ts';
import type { StoredRoles } from '../role-survey.ts';
import { keepsStored } from '../table-grants.ts';

/** ARNs of all functions, of all audited regions, that run as this role or use this layer version. */
export const sharersFact = defineFact({
  key: 'sharers',
  about: ['role', 'layer'],
  value: typed<readonly string[]>(),
  words: 'the functions that share it',
  grants: keepsStored,
});

export function roleSharers(read: StoredRoles): FactCollector<typeof sharersFact, Target<'role'>> {
  return perChunkKnown(async (roles: readonly Target<'role'>[]) =>
    each(await read(roles), ({ sharers }) => sharers),
  );
}

/** @param watched where several accounts are, any of which may use the layer. */
export function layerSharers(
  facts: FactStore,
  watched?: WatchedBy,
): FactCollector<typeof sharersFact, Target<'layer'>> {
  return perChunkKnown((layers: readonly Target<'layer'>[]) =>
    watched ? sharersInAll(layers, watched) : storedLayerSharers(layers, facts),
  );
}
