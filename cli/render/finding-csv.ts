import type { Finding } from '../../functions/domain/finding.ts';
import { findingId } from '../../functions/domain/finding-id.ts';
import { identityOf } from '../../functions/domain/target-identity.ts';
import { csv } from './csv.ts';

const columns = [
  'id',
  'severity',
  'status',
  'kind',
  'name',
  'region',
  'account',
  'check',
  'subject',
  'title',
  'summary',
  'remediation',
  'cwe',
  'score',
  'usdPerHour',
  'usdPerMonth',
  'firstSeenAt',
  'changedAt',
  'arn',
] as const;

export function findingCsv(findings: readonly Finding[]): string {
  return csv(
    columns,
    findings.map((finding) => ({
      ...identityOf(finding.target),
      id: findingId(finding),
      severity: finding.severity,
      status: finding.status,
      check: finding.check,
      subject: finding.subject,
      title: finding.title,
      summary: finding.summary,
      remediation: finding.remediation,
      cwe: finding.cwe ?? '',
      score: numberOf(finding.figures?.score),
      usdPerHour: numberOf(finding.figures?.usdPerHour),
      usdPerMonth: numberOf(finding.figures?.usdPerMonth),
      firstSeenAt: finding.firstSeenAt,
      changedAt: finding.changedAt,
    })),
  );
}

/** Empty where there is none: 0 is a number. */
function numberOf(figure: number | undefined): string {
  return figure === undefined ? '' : String(figure);
}
