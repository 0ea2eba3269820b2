import { namesIn } from '../core/mark.ts';
import type { Finding } from './finding.ts';

/** Checks that report packages by their advisories. */
const byAdvisory: ReadonlySet<string> = new Set([
  'dependencies/vulnerable-package',
  'dependencies/malicious-package',
]);

export function isAboutAdvisories({ check }: Pick<Finding, 'check'>): boolean {
  return byAdvisory.has(check);
}

/** Ids of the advisories that a finding stands for: none of any other finding, or where too many. */
export function advisoriesOf(finding: Finding): readonly string[] {
  if (!isAboutAdvisories(finding)) return [];

  return namesIn(finding.mark).filter((name) => !name.includes(' '));
}
