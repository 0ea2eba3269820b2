import type { DailyInvocations } from '../../domain/activity.ts';
import { defineFact, typed } from '../define-fact.ts';
import { invocationGrants } from '../invocation-grants.ts';

/** How often it was invoked on each day, for as long as it takes to know a usual one. */
export const dailyInvocationsFact = defineFact({
  key: 'dailyInvocations',
  about: ['function'],
  value: typed<DailyInvocations>(),
  words: 'its invocations by day',
  grants: invocationGrants,
});
