import { perTarget } from '../../app/collectors.ts';
import type { ScanSettings } from '../../domain/settings/settings.ts';
import { defineFact, type FactCollector, typed } from '../define-fact.ts';

/** Account ids from the settings; the target's own is not among them. */
export const trustedAccountsFact = defineFact({
  key: 'trustedAccounts',
  about: ['function', 'role', 'layer'],
  value: typed<readonly string[]>(),
  words: 'the trusted accounts',
  grants: [],
});

export function trustedAccounts(
  settings: Pick<ScanSettings, 'trustedAccounts'>,
): FactCollector<typeof trustedAccountsFact> {
  return perTarget(() => settings.trustedAccounts);
}
