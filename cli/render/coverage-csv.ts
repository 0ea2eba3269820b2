import { identityOf } from '../../functions/domain/target-identity.ts';
import type { CoverageReport } from '../coverage-report.ts';
import { csv } from './csv.ts';

const columns = [
  'kind',
  'name',
  'region',
  'account',
  'scanner',
  'fact',
  'reason',
  'since',
  'arn',
] as const;

/** What could not be seen; a scanner that never ran is in the `coverage` of JSON alone. */
export function coverageCsv({ unseen }: CoverageReport): string {
  return csv(
    columns,
    unseen.map(({ target, scanner, fact, reason, since = '' }) => ({
      ...identityOf(target),
      scanner,
      fact,
      reason,
      since,
    })),
  );
}
