import type { Severity } from '../../core/severity.ts';
import { partitionOf, type TargetKind } from '../../core/target.ts';
import { consoleLink } from '../console-link.ts';
import { faultId } from '../fault.ts';
import type { Finding } from '../finding.ts';
import { findingId } from '../finding-id.ts';
import { type FrameworkItems, frameworkNames, frameworks } from '../frameworks.ts';
import { printable } from '../notification/plain-text.ts';
import { evidenceText } from '../notification/wording.ts';
import { namedOwners, ownedBys } from '../ownership.ts';
import { leadOf } from '../remediation/remediation-text.ts';
import { identityOf } from '../target-identity.ts';
import { vulnerabilitiesOf } from './asff-vulnerabilities.ts';
import { limited } from './limited.ts';

/** Where Security Hub takes findings: the account and region of who calls it. */
export interface Home {
  /** Twelve digits. */
  readonly account: string;
  readonly region: string;
  readonly partition: string;
}

/** What its check says of a finding. */
export interface AsffCheck {
  readonly references: readonly string[];
  readonly frameworks?: FrameworkItems | undefined;
}

export type Asff = ReturnType<typeof asffOf>;

/**
 * A finding in the AWS Security Finding Format, within its limits.
 *
 * Severity and types go into `FindingProviderFields`, which a provider may update; `Workflow` is read
 * when the finding is new there, and afterwards belongs to the customer.
 *
 * Sources: "AwsSecurityFinding" (Security Hub API Reference), "Using FindingProviderFields",
 * "Finding types taxonomy" and "Resources" (Security Hub User Guide).
 *
 * @param check undefined for one of another version.
 * @param at the moment of an import that follows no change: Security Hub takes what is newer than
 *   what it has. ISO 8601. @default when it changed
 */
export function asffOf(
  finding: Finding,
  check: AsffCheck | undefined,
  home: Home,
  at = finding.changedAt,
) {
  const { status, severity, title, summary, firstSeenAt } = finding;
  const vulnerabilities = vulnerabilitiesOf(finding);
  const compliance = complianceOf(finding, check);
  const sourceUrl = consoleLink(finding.target);

  return {
    SchemaVersion: '2018-10-08',
    Id: asffId(finding, home),
    ProductArn: productArn(home),
    ProductName: PRODUCT,
    CompanyName: PRODUCT,
    GeneratorId: limited(`${PRODUCT}/${finding.check}`, 512),
    AwsAccountId: home.account,
    CreatedAt: firstSeenAt,
    UpdatedAt: at,
    FirstObservedAt: firstSeenAt,
    LastObservedAt: at,
    Title: limited(title || finding.check, 256),
    Description: limited(summary || title || finding.check, 1024),
    FindingProviderFields: {
      Severity: { Label: labels[severity], Original: severity },
      Types: [...typesOf(finding, check)],
    },
    ...(sourceUrl !== undefined && { SourceUrl: sourceUrl }),
    Remediation: { Recommendation: recommendationOf(finding, check) },
    ProductFields: productFields(finding, check),
    Resources: [resourceOf(finding)],
    ...(compliance && { Compliance: compliance }),
    ...(vulnerabilities.length > 0 && { Vulnerabilities: [...vulnerabilities] }),
    Workflow: { Status: workflows[status] },
    RecordState: status === 'resolved' ? ('ARCHIVED' as const) : ('ACTIVE' as const),
  };
}

/** What a finding is known by there, with the ARN of the product. */
export function asffId(finding: Finding, { account, region }: Home): string {
  return `${region}/${account}/${PRODUCT}/${findingId(finding)}`;
}

/** Of an integration of one's own, which every account with Security Hub has. */
export function productArn({ partition, region, account }: Home): string {
  return `arn:${partition}:securityhub:${region}:${account}:product/${account}/default`;
}

const PRODUCT = 'lambda-vigil';

const labels = {
  critical: 'CRITICAL',
  high: 'HIGH',
  medium: 'MEDIUM',
  low: 'LOW',
  info: 'INFORMATIONAL',
} as const satisfies Readonly<Record<Severity, string>>;

const workflows = { open: 'NEW', suppressed: 'SUPPRESSED', resolved: 'RESOLVED' } as const;

const CHECKS = 'Software and Configuration Checks';

function typesOf({ check }: Finding, known: AsffCheck | undefined): readonly string[] {
  const isWeakness = check.startsWith('code/') || check.startsWith('dependencies/');
  const { fsbp } = known?.frameworks ?? {};

  return [
    isWeakness ? `${CHECKS}/Vulnerabilities` : `${CHECKS}/AWS Security Best Practices`,
    ...(fsbp
      ? [`${CHECKS}/Industry and Regulatory Standards/AWS-Foundational-Security-Best-Practices`]
      : []),
  ];
}

function recommendationOf({ remediation }: Finding, check: AsffCheck | undefined) {
  const [url] = check?.references ?? [];

  return {
    Text: limited(leadOf(remediation), 512),
    ...(url !== undefined && { Url: url }),
  };
}

/** Only of what a standard of AWS or CIS asks for. */
function complianceOf({ status }: Finding, check: AsffCheck | undefined) {
  const { fsbp = [], cis = [] } = check?.frameworks ?? {};
  if (fsbp.length + cis.length === 0) return undefined;

  return {
    Status: status === 'resolved' ? ('PASSED' as const) : ('FAILED' as const),
    RelatedRequirements: [
      ...fsbp.map((id) => `${frameworks.fsbp.title}/${id}`),
      ...cis.map((id) => `${frameworks.cis.title}/${id}`),
    ],
  };
}

/** Lines of evidence that it has room for. */
const MOST_EVIDENCE = 20;

function productFields(finding: Finding, check: AsffCheck | undefined): Record<string, string> {
  const { subject, cwe, evidence, figures = {}, suppression } = finding;
  const items = check?.frameworks ?? {};
  const fields: readonly (readonly [name: string, value: string | undefined])[] = [
    ['finding', findingId(finding)],
    ['check', finding.check],
    ['subject', subject],
    ['fault', faultId(finding)],
    ['cwe', cwe],
    ...ownedBys.map((by) => [by, namedOwners(finding, by).join(', ')] as const),
    ...frameworkNames.map((name) => [name, items[name]?.join(' ')] as const),
    ...Object.entries(figures).map(([name, figure]) => [name, String(figure)] as const),
    ['suppressedBecause', suppression?.reason],
    ['suppressedUntil', suppression?.until],
    ...evidence
      .slice(0, MOST_EVIDENCE)
      .map((line, index) => [`evidence/${index + 1}`, evidenceText(line)] as const),
  ];

  return Object.fromEntries(
    fields.flatMap(([name, value]) =>
      value === undefined || value.trim() === ''
        ? []
        : [[`${PRODUCT}/${name}`, limited(value, 2048)]],
    ),
  );
}

const resourceTypes = {
  function: 'AwsLambdaFunction',
  role: 'AwsIamRole',
  layer: 'AwsLambdaLayerVersion',
  account: 'AwsAccount',
} as const satisfies Readonly<Record<TargetKind, string>>;

/** Those of which the format has a name. */
const partitions = ['aws', 'aws-cn', 'aws-us-gov'] as const;

function resourceOf({ target: arn, application }: Finding) {
  const { kind, region, account, name } = identityOf(arn);
  const partition = partitions.find((each) => each === partitionOf(arn));

  return {
    Type: resourceTypes[kind],
    Id: kind === 'account' ? `AWS::::Account:${account}` : printable(arn),
    ...(partition !== undefined && { Partition: partition }),
    ...(region !== 'global' && { Region: limited(region, 16) }),
    ...(application !== undefined && { ApplicationName: limited(application, 256) }),
    ...(kind === 'function' && {
      Details: { AwsLambdaFunction: { FunctionName: limited(name, 256) } },
    }),
  };
}
