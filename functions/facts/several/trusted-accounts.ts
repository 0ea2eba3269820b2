import { perChunk } from '../../app/collectors.ts';
import type { WatchedBy } from '../../app/watched-accounts.ts';
import type { ScanSettings } from '../../domain/settings/settings.ts';
import { defineFact, type FactCollector, typed } from '../define-fact.ts';

/** Account ids: those of the settings, and those that are watched together with the target's own. */
export const trustedAccountsFact = defineFact({
  key: 'trustedAccounts',
  about: ['function', 'role', 'layer'],
  value: typed<readonly string[]>(),
  words: 'the trusted accounts',
  grants: [],
});

/** @param watched where several accounts are. */
export function trustedAccounts(
  settings: Pick<ScanSettings, 'trustedAccounts'>,
  watched?: WatchedBy,
): FactCollector<typeof trustedAccountsFact> {
  return perChunk(async (targets) => {
    const ids = (await watched?.ids()) ?? [];
    const trusted = [...new Set([...settings.trustedAccounts, ...ids])];

    return new Map(targets.map(({ arn }) => [arn, trusted]));
  });
}
