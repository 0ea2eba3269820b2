import type { Listing } from '../../../cli/listing.ts';
import { deployedPlaces } from '../../../cli/render/code-places.ts';
import { checkIds } from '../../../functions/checks/index.ts';
import type { Finding } from '../../../functions/domain/finding.ts';
import { hostileTexts } from './hostile-findings.ts';

/** Of an account, with what could not be checked. */
export function listingOf(some: readonly Finding[]): Listing {
  return {
    title: `Findings of ${hostileTexts.join(' ')}`,
    at: '2026-11-28T08:00:00.000Z',
    home: { account: '111122223333', region: 'eu-west-1', partition: 'aws' },
    findings: some,
    checks: checkIds,
    notChecked: ['role 1 is denied', ...hostileTexts],
    places: deployedPlaces('111122223333'),
  };
}
