import { oncePerChunk, perChunkKnown } from '../../app/collectors.ts';
import type { Known } from '../../core/known.ts';
import type { FunctionTarget } from '../../core/target.ts';
import type { Activity } from '../../domain/activity.ts';
import { defineFact, type FactCollector, typed } from '../define-fact.ts';
import { invocationGrants } from '../invocation-grants.ts';
import { readsInTurn } from '../turn-grants.ts';

/** Reads a chunk of functions. By ARN. */
export type ActivityReader = (
  targets: readonly FunctionTarget[],
) => Promise<ReadonlyMap<string, Known<Activity>>>;

/** How often it was invoked of late. */
export const activityFact = defineFact({
  key: 'activity',
  about: ['function'],
  value: typed<Activity>(),
  words: 'its invocations',
  grants: [
    ...invocationGrants,
    { action: 'lambda:GetFunctionConcurrency', on: 'any function' },
    // What those above do not grant already.
    ...readsInTurn.filter(({ action }) => action !== 'dynamodb:BatchGetItem'),
  ],
});

/** Read once for each chunk, whichever facts follow from it. */
export function activity(read: ActivityReader): FactCollector<typeof activityFact> {
  return oncePerChunk(perChunkKnown(read));
}
