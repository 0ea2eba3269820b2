import { perTarget } from '../../app/collectors.ts';
import type { Clock } from '../../app/ports.ts';
import { defineFact, type FactCollector, typed } from '../define-fact.ts';

/** When the target is judged. ISO 8601 in UTC. */
export const nowFact = defineFact({
  key: 'now',
  about: ['function', 'role', 'layer', 'account'],
  value: typed<string>(),
  words: 'the time',
  grants: [],
});

export function now(clock: Clock): FactCollector<typeof nowFact> {
  return perTarget(() => clock().toISOString());
}
