import { each, perChunkKnown } from '../../app/collectors.ts';
import type { FunctionTarget } from '../../core/target.ts';
import type { ErrorCount } from '../../domain/runs.ts';
import { defineFact, type FactCollector, typed } from '../define-fact.ts';
import type { RunsReader } from '../function-runs.ts';
import { invocationGrants } from '../invocation-grants.ts';

/** How its runs ended of late. */
export const errorsFact = defineFact({
  key: 'errors',
  about: ['function'],
  value: typed<ErrorCount>(),
  words: 'its errors',
  grants: invocationGrants,
});

export function errors(read: RunsReader): FactCollector<typeof errorsFact> {
  return perChunkKnown(async (targets: readonly FunctionTarget[]) =>
    each(await read(targets), (runs) => runs.errors),
  );
}
