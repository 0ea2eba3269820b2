import { perTarget } from '../../app/collectors.ts';
import type { ScanSettings } from '../../domain/settings/settings.ts';
import { defineFact, type FactCollector, typed } from '../define-fact.ts';

/** US dollars from the settings: what any caller may make it cost an hour. */
export const maxPublicUsdPerHourFact = defineFact({
  key: 'maxPublicUsdPerHour',
  about: ['function'],
  value: typed<number>(),
  words: 'what strangers may make it cost',
  grants: [],
});

export function maxPublicUsdPerHour(
  settings: Pick<ScanSettings, 'maxPublicUsdPerHour'>,
): FactCollector<typeof maxPublicUsdPerHourFact> {
  return perTarget(() => settings.maxPublicUsdPerHour);
}
