import type { Finding } from '../../functions/domain/finding.ts';
import { changeWords } from '../finding-changes.ts';
import type { Listing } from '../listing.ts';

/** What became of a finding, for people; empty for one that did not change. */
export function changeIn(changes: NonNullable<Listing['changes']>, finding: Finding): string {
  const kind = changes.get(finding);

  return kind === undefined ? '' : changeWords[kind];
}
