import * as z from 'zod/mini';
import { evidenceSchema } from '../core/evidence-schema.ts';
import { severities } from '../core/severity.ts';
import { consoleLink } from './console-link.ts';
import { faultId } from './fault.ts';
import { figuresSchema } from './figures.ts';
import { type Finding, statuses } from './finding.ts';
import { findingId } from './finding-id.ts';
import { type FrameworkItems, frameworkNames } from './frameworks.ts';
import { ownedOf } from './ownership.ts';
import { identityOf, targetIdentity } from './target-identity.ts';

/**
 * A finding for machines: what messages and the command line give out. It is known by its id, and
 * that is made of its target's ARN, its check and its subject.
 */
export type FindingJson = z.infer<typeof findingSchema>;

export const findingSchema = z.object({
  id: z.string().check(z.describe('What `vigil show` takes.')),
  target: targetIdentity,
  check: z.string(),
  subject: z.string(),
  fault: z.exactOptional(
    z
      .string()
      .check(
        z.describe(
          'The same of all findings of one fault: those of one archive, package or variable that several functions or layers have alike. It changes with what a finding says, so compare it within one document.',
        ),
      ),
  ),
  sameValue: z.exactOptional(
    z
      .string()
      .check(
        z.describe(
          'Of a secret in the environment: the same of all variables of the region that hold an equal value. It says nothing of the value. Absent where it is not known which are equal.',
        ),
      ),
  ),
  consoleUrl: z.exactOptional(
    z.string().check(z.describe('Where the AWS Management Console shows the target.')),
  ),
  owner: z.exactOptional(
    z.string().check(z.describe('Whose the target is, by the tag that the settings name.')),
  ),
  owners: z.exactOptional(
    z
      .array(z.string())
      .check(z.describe('In place of `owner`, where functions of several share the target.')),
  ),
  stack: z.exactOptional(z.string().check(z.describe('Its CloudFormation stack.'))),
  stacks: z.exactOptional(z.array(z.string())),
  application: z.exactOptional(
    z.string().check(z.describe('Its application in AWS Service Catalog AppRegistry.')),
  ),
  applications: z.exactOptional(z.array(z.string())),
  tags: z.exactOptional(
    z
      .record(z.string(), z.array(z.string()))
      .check(z.describe('Values of the tags that the setting keptTags names, by their keys.')),
  ),
  lastDeployment: z.exactOptional(
    z
      .object({
        at: z.string(),
        by: z.string().check(z.describe('ARN of the role or user, or the name of the service.')),
        session: z.exactOptional(z.string().check(z.describe('What that called its session.'))),
      })
      .check(
        z.describe(
          'Who last deployed the function, code or configuration, as CloudTrail recorded it. Absent where that is not known.',
        ),
      ),
  ),
  severity: z.enum(severities),
  title: z.string(),
  summary: z.string(),
  evidence: z.array(evidenceSchema),
  cwe: z.exactOptional(z.string()),
  frameworks: z.exactOptional(
    z
      .partialRecord(z.enum(frameworkNames), z.array(z.string()))
      .check(
        z.describe(
          'What of other published lists the check looks for: ids by the name of the list.',
        ),
      ),
  ),
  remediation: z.string(),
  figures: z.exactOptional(figuresSchema),
  status: z.enum(statuses),
  firstSeenAt: z.string(),
  changedAt: z.string(),
});

/** @param frameworks of its check; a finding that is stored does not have them. */
export function findingJson(finding: Finding, frameworks?: FrameworkItems): FindingJson {
  const { target, check, subject, severity, title, summary, cwe, figures } = finding;
  const { evidence, remediation, status, firstSeenAt, changedAt, sameValue } = finding;
  const consoleUrl = consoleLink(target);

  return {
    id: findingId(finding),
    target: identityOf(target),
    check,
    subject,
    fault: faultId(finding),
    ...(sameValue !== undefined && { sameValue }),
    ...(consoleUrl !== undefined && { consoleUrl }),
    ...listedOwners(finding),
    severity,
    title,
    summary,
    evidence: [...evidence],
    ...(cwe !== undefined && { cwe }),
    ...(frameworks && { frameworks: listed(frameworks) }),
    remediation,
    ...(figures && { figures }),
    status,
    firstSeenAt,
    changedAt,
  };
}

function listedOwners(finding: Finding) {
  const { owners, stacks, applications, keptTags, ...single } = ownedOf(finding);

  return {
    ...single,
    ...(owners && { owners: [...owners] }),
    ...(stacks && { stacks: [...stacks] }),
    ...(applications && { applications: [...applications] }),
    ...(keptTags && { tags: keptTags }),
  } as Pick<
    FindingJson,
    | 'owner'
    | 'owners'
    | 'stack'
    | 'stacks'
    | 'application'
    | 'applications'
    | 'tags'
    | 'lastDeployment'
  >;
}

function listed(items: FrameworkItems) {
  return Object.fromEntries(
    frameworkNames.flatMap((name) => (items[name] ? [[name, [...items[name]]]] : [])),
  );
}
