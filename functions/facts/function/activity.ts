import type { Activity } from '../../domain/activity.ts';
import { defineFact, typed } from '../define-fact.ts';
import { invocationGrants } from '../invocation-grants.ts';

/** How often it was invoked of late. */
export const activityFact = defineFact({
  key: 'activity',
  about: ['function'],
  value: typed<Activity>(),
  words: 'its invocations',
  grants: [...invocationGrants, { action: 'lambda:GetFunctionConcurrency', on: 'any function' }],
});
