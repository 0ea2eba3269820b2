import * as z from 'zod/mini';
import { severities } from './check.ts';
import { evidenceSchema } from './evidence-schema.ts';
import { figuresSchema } from './figures.ts';
import { type Finding, statuses } from './finding.ts';
import { identityOf, targetIdentity } from './target-identity.ts';

/** A finding for machines: what messages and the command line give out. */
export type FindingJson = z.infer<typeof findingSchema>;

export const findingSchema = z.object({
  target: targetIdentity,
  check: z.string(),
  subject: z.string(),
  severity: z.enum(severities),
  title: z.string(),
  summary: z.string(),
  evidence: z.array(evidenceSchema),
  cwe: z.exactOptional(z.string()),
  remediation: z.string(),
  figures: z.exactOptional(figuresSchema),
  status: z.enum(statuses),
  firstSeenAt: z.string(),
  changedAt: z.string(),
});

export function findingJson(finding: Finding): FindingJson {
  const { target, check, subject, severity, title, summary, cwe, figures } = finding;
  const { evidence, remediation, status, firstSeenAt, changedAt } = finding;

  return {
    target: identityOf(target),
    check,
    subject,
    severity,
    title,
    summary,
    evidence: [...evidence],
    ...(cwe !== undefined && { cwe }),
    remediation,
    ...(figures && { figures }),
    status,
    firstSeenAt,
    changedAt,
  };
}
