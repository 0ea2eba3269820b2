import { perChunkKnown } from '../../app/collectors.ts';
import { defineFact, type FactCollector, typed } from '../define-fact.ts';
import type { ThresholdReader } from '../thresholds.ts';

/** US dollars, from the settings or a rule: what any caller may make it cost an hour. */
export const maxPublicUsdPerHourFact = defineFact({
  key: 'maxPublicUsdPerHour',
  about: ['function'],
  value: typed<number>(),
  words: 'what strangers may make it cost',
  grants: [],
});

/** @param read its threshold, as rules or the settings have it. */
export function maxPublicUsdPerHour(
  read: ThresholdReader,
): FactCollector<typeof maxPublicUsdPerHourFact> {
  return perChunkKnown(read);
}
