import { each, perChunkKnown } from '../../app/collectors.ts';
import type { FunctionTarget } from '../../core/target.ts';
import type { MemoryUse } from '../../domain/runs.ts';
import { defineFact, type FactCollector, typed } from '../define-fact.ts';
import type { RunsReader } from '../function-runs.ts';
import { invocationGrants } from '../invocation-grants.ts';

/** How much memory its runs took of late; undefined where Lambda Insights does not measure it. */
export const memoryUseFact = defineFact({
  key: 'memoryUse',
  about: ['function'],
  value: typed<MemoryUse | undefined>(),
  words: 'how much memory it uses',
  grants: invocationGrants,
});

export function memoryUse(read: RunsReader): FactCollector<typeof memoryUseFact> {
  return perChunkKnown(async (targets: readonly FunctionTarget[]) =>
    each(await read(targets), (runs) => runs.memoryUse),
  );
}
