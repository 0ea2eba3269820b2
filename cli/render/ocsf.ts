import type { Severity } from '../../functions/core/severity.ts';
import { partitionOf } from '../../functions/core/target.ts';
import { isAboutAdvisories } from '../../functions/domain/advisories-of.ts';
import { consoleLink } from '../../functions/domain/console-link.ts';
import { faultId } from '../../functions/domain/fault.ts';
import type { Finding, Status } from '../../functions/domain/finding.ts';
import { findingId } from '../../functions/domain/finding-id.ts';
import { frameworkNames, frameworks } from '../../functions/domain/frameworks.ts';
import { printable } from '../../functions/domain/notification/plain-text.ts';
import { namedOwners } from '../../functions/domain/ownership.ts';
import type { AnyCheck } from '../../functions/domain/registry.ts';
import { leadOf } from '../../functions/domain/remediation/remediation-text.ts';
import { identityOf } from '../../functions/domain/target-identity.ts';
import type { ChangeKind } from '../finding-changes.ts';
import { knownCheck } from '../known-checks.ts';
import { itemsOf, listedFinding } from '../listed-finding.ts';
import type { Listing } from '../listing.ts';
import { version } from '../package-manifest.ts';
import { json } from './json.ts';
import { ocsfVulnerabilities } from './ocsf-vulnerabilities.ts';

/** A list of events. */
export function render(listing: Listing): string {
  return json(listing.findings.map((finding) => ocsfEvent(finding, listing)));
}

/**
 * A finding as an event of OCSF 1.6.0: a Vulnerability Finding for a weakness of code or of a
 * package, and for anything else a Compliance Finding.
 *
 * Source: "OCSF Schema 1.6.0", classes 2002 and 2003 with the profile `cloud` (schema.ocsf.io).
 */
export function ocsfEvent(finding: Finding, { home, changes }: Pick<Listing, 'home' | 'changes'>) {
  const check = knownCheck(finding.check);
  const { severity, status, summary } = finding;
  const activity = activityOf(status, changes?.get(finding));
  const shared = {
    category_uid: 2,
    category_name: 'Findings',
    time: Date.parse(finding.changedAt),
    message: printable(summary),
    severity_id: severityIds[severity],
    severity: severityNames[severity],
    status_id: statusIds[status],
    status: statusNames[status],
    metadata: metadataOf(finding),
    cloud: {
      provider: 'AWS',
      account: { uid: home.account, type_id: 10, type: 'AWS Account' },
      cloud_partition: home.partition,
      region: home.region,
    },
    finding_info: findingInfo(finding),
    resources: [resourceOf(finding)],
    unmapped: listedFinding(finding),
  };

  return isVulnerability(finding)
    ? {
        ...shared,
        ...classOf(2002, 'Vulnerability Finding', activity),
        ...vulnerabilityOf(finding, check),
      }
    : {
        ...shared,
        ...classOf(2003, 'Compliance Finding', activity),
        ...complianceOf(finding, check),
      };
}

function isVulnerability(finding: Finding): boolean {
  return isAboutAdvisories(finding) || (finding.check.startsWith('code/') && Boolean(finding.cwe));
}

/** Of changes, what was there before is updated. */
function activityOf(status: Status, change: ChangeKind | undefined) {
  if (status === 'resolved' || change === 'fixed') return CLOSE;

  return change === undefined || change === 'new' ? CREATE : UPDATE;
}

function classOf(uid: 2002 | 2003, name: string, activity: typeof CREATE) {
  return {
    class_uid: uid,
    class_name: name,
    activity_id: activity.id,
    activity_name: activity.name,
    type_uid: uid * 100 + activity.id,
    type_name: `${name}: ${activity.name}`,
  };
}

const CREATE = { id: 1, name: 'Create' };
const UPDATE = { id: 2, name: 'Update' };
const CLOSE = { id: 3, name: 'Close' };

const severityIds: Readonly<Record<Severity, number>> = {
  info: 1,
  low: 2,
  medium: 3,
  high: 4,
  critical: 5,
};
const severityNames: Readonly<Record<Severity, string>> = {
  info: 'Informational',
  low: 'Low',
  medium: 'Medium',
  high: 'High',
  critical: 'Critical',
};
const statusIds: Readonly<Record<Status, number>> = { open: 1, suppressed: 3, resolved: 4 };
const statusNames: Readonly<Record<Status, string>> = {
  open: 'New',
  suppressed: 'Suppressed',
  resolved: 'Resolved',
};

function metadataOf(finding: Finding) {
  return {
    version: '1.6.0',
    profiles: ['cloud'],
    correlation_uid: faultId(finding),
    product: { name: 'lambda-vigil', vendor_name: 'lambda-vigil', version },
    event_code: printable(finding.check),
  };
}

function findingInfo(finding: Finding) {
  const { title, summary, check, target, firstSeenAt, changedAt } = finding;
  const sourceUrl = consoleLink(target);

  return {
    uid: findingId(finding),
    title: printable(title),
    desc: printable(summary),
    types: [printable(check)],
    ...(sourceUrl !== undefined && { src_url: sourceUrl }),
    created_time: Date.parse(firstSeenAt),
    first_seen_time: Date.parse(firstSeenAt),
    modified_time: Date.parse(changedAt),
  };
}

function resourceOf(finding: Finding) {
  const { kind, arn, name, region } = identityOf(finding.target);
  const { owner } = finding;
  const labels = [
    ...namedOwners(finding, 'stack').map((stack) => `stack: ${stack}`),
    ...namedOwners(finding, 'application').map((application) => `application: ${application}`),
  ];

  return {
    uid: printable(arn),
    name: printable(name),
    type: resourceTypes[kind],
    cloud_partition: printable(partitionOf(arn)),
    ...(region !== 'global' && { region: printable(region) }),
    ...(owner !== undefined && { owner: { name: printable(owner) } }),
    ...(labels.length > 0 && { labels: labels.map(printable) }),
  };
}

const resourceTypes = {
  function: 'AWS::Lambda::Function',
  role: 'AWS::IAM::Role',
  layer: 'AWS::Lambda::LayerVersion',
  account: 'AWS::::Account',
} as const;

function vulnerabilityOf(finding: Finding, check: AnyCheck | undefined) {
  const remediation = remediationOf(finding, check);

  return {
    vulnerabilities: ocsfVulnerabilities(finding).map((vulnerability) => ({
      ...vulnerability,
      remediation,
    })),
  };
}

function complianceOf(finding: Finding, check: AnyCheck | undefined) {
  const items = check?.frameworks ?? {};
  const mapped = frameworkNames.filter((name) => items[name] !== undefined);
  const isFixed = finding.status === 'resolved';

  return {
    compliance: {
      control: printable(finding.check),
      desc: printable(check?.title ?? finding.title),
      status_id: isFixed ? 1 : 3,
      status: isFixed ? 'Pass' : 'Fail',
      ...(mapped.length > 0 && { standards: mapped.map((name) => frameworks[name].title) }),
      requirements: itemsOf(finding).map(printable),
    },
    remediation: remediationOf(finding, check),
    evidences: finding.evidence.map((line) => ({ data: line })),
  };
}

function remediationOf({ remediation }: Finding, check: AnyCheck | undefined) {
  return {
    desc: printable(leadOf(remediation)),
    ...(check && { references: [...check.references] }),
  };
}
