import { perChunkKnown } from '../../app/collectors.ts';
import type { Known } from '../../core/known.ts';
import type { FunctionTarget } from '../../core/target.ts';
import type { DailyInvocations } from '../../domain/activity.ts';
import { defineFact, type FactCollector, typed } from '../define-fact.ts';
import { invocationGrants } from '../invocation-grants.ts';

/** Reads a chunk of functions. By ARN. */
export type DailyInvocationReader = (
  targets: readonly FunctionTarget[],
) => Promise<ReadonlyMap<string, Known<DailyInvocations>>>;

/** How often it was invoked on each day, for as long as it takes to know a usual one. */
export const dailyInvocationsFact = defineFact({
  key: 'dailyInvocations',
  about: ['function'],
  value: typed<DailyInvocations>(),
  words: 'its invocations by day',
  grants: invocationGrants,
});

export function dailyInvocations(
  read: DailyInvocationReader,
): FactCollector<typeof dailyInvocationsFact> {
  return perChunkKnown(read);
}
