import { fingerprint } from '../core/fingerprint.ts';
import type { Change, Finding } from './finding.ts';

type Key = Pick<Finding, 'target' | 'check' | 'subject'>;

/** What people call a finding by: twelve hexadecimal digits, the same as long as it lives. */
export function findingId({ target, check, subject }: Key): string {
  return fingerprint(target, check, subject).slice(0, 12);
}

/** One change of one finding. Twelve hexadecimal digits. */
export function changeId(finding: Key, { kind, at }: Pick<Change, 'kind' | 'at'>): string {
  return fingerprint(findingId(finding), kind, at).slice(0, 12);
}
