import { listedFinding } from '../listed-finding.ts';
import type { Listing } from '../listing.ts';
import { jsonLine } from './json.ts';

/** A finding a line, as docs/finding.schema.json says; nothing at all where there is none. */
export function render({ findings, changes }: Pick<Listing, 'findings' | 'changes'>): string {
  return findings
    .map((finding) =>
      jsonLine({ ...(changes && { change: changes.get(finding) }), ...listedFinding(finding) }),
    )
    .join('\n');
}
