import { each, perChunkKnown } from '../../app/collectors.ts';
import type { FunctionTarget } from '../../core/target.ts';
import type { Durations } from '../../domain/runs.ts';
import { defineFact, type FactCollector, typed } from '../define-fact.ts';
import type { RunsReader } from '../function-runs.ts';
import { invocationGrants } from '../invocation-grants.ts';

/** How long its runs took of late; undefined where there were none. */
export const durationsFact = defineFact({
  key: 'durations',
  about: ['function'],
  value: typed<Durations | undefined>(),
  words: 'how long it runs',
  grants: invocationGrants,
});

export function durations(read: RunsReader): FactCollector<typeof durationsFact> {
  return perChunkKnown(async (targets: readonly FunctionTarget[]) =>
    each(await read(targets), (runs) => runs.durations),
  );
}
