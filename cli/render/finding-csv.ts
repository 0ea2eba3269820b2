import { deployerOf } from '../../functions/domain/deployment.ts';
import { faultId } from '../../functions/domain/fault.ts';
import type { Finding } from '../../functions/domain/finding.ts';
import { findingId } from '../../functions/domain/finding-id.ts';
import { type Framework, frameworkNames } from '../../functions/domain/frameworks.ts';
import { namedOwners, ownedBys } from '../../functions/domain/ownership.ts';
import { identityOf } from '../../functions/domain/target-identity.ts';
import { mappedBy } from '../listed-finding.ts';
import type { Listing } from '../listing.ts';
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
  ...ownedBys,
  'arn',
  ...frameworkNames,
  'deployedBy',
  'deployedAt',
  'fault',
] as const;

/** A header, and a row for each finding; of changes, what became of it comes first. */
export function render({ findings, changes }: Pick<Listing, 'findings' | 'changes'>): string {
  return csv(
    changes ? ['change', ...columns] : columns,
    findings.map((finding) => ({
      change: changes?.get(finding) ?? '',
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
      ...mappedColumns(finding),
      owner: namedOwners(finding, 'owner').join('; '),
      stack: namedOwners(finding, 'stack').join('; '),
      application: namedOwners(finding, 'application').join('; '),
      deployedBy: finding.lastDeployment ? deployerOf(finding.lastDeployment, finding.target) : '',
      deployedAt: finding.lastDeployment?.at ?? '',
      fault: faultId(finding),
    })),
  );
}

/** Ids with spaces between, in a column for each list. */
function mappedColumns(finding: Finding): Readonly<Record<Framework, string>> {
  const { frameworks: items = {} } = mappedBy(finding);

  return {
    owasp: (items.owasp ?? []).join(' '),
    csa: (items.csa ?? []).join(' '),
    fsbp: (items.fsbp ?? []).join(' '),
    cis: (items.cis ?? []).join(' '),
  };
}

/** Empty where there is none: 0 is a number. */
function numberOf(figure: number | undefined): string {
  return figure === undefined ? '' : String(figure);
}
