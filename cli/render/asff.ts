import { asffOf } from '../../functions/domain/security-hub/asff.ts';
import { knownCheck } from '../known-checks.ts';
import type { Listing } from '../listing.ts';
import { json } from './json.ts';

/** A list that `aws securityhub batch-import-findings --findings file://…` takes, by hundreds. */
export function render({ findings, home }: Listing): string {
  return json(findings.map((finding) => asffOf(finding, knownCheck(finding.check), home)));
}
