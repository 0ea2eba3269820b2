import * as z from 'zod/mini';
import { severities } from '../core/severity.ts';
import type { TransitionKind } from './finding.ts';
import { changeId } from './finding-id.ts';
import { type FindingJson, findingJson, findingSchema } from './finding-json.ts';
import type { FrameworkItems } from './frameworks.ts';
import type { StoredTransition } from './notification/alert.ts';
import { cut, cutLines } from './notification/plain-text.ts';

/** What each transition is called on the bus. A better wording is none that anyone acts on. */
export const detailTypes = {
  opened: 'Finding Opened',
  worsened: 'Finding Worsened',
  eased: 'Finding Eased',
  resolved: 'Finding Resolved',
  reopened: 'Finding Reopened',
  suppressed: 'Finding Suppressed',
  unsuppressed: 'Finding Unsuppressed',
} as const satisfies Readonly<Record<Exclude<TransitionKind, 'updated'>, string>>;

/** By what rules know our events. */
export const EVENT_SOURCE = 'lambda-vigil';

const reportedKinds = Object.keys(detailTypes) as (keyof typeof detailTypes)[];

/** The detail of an event: docs/event.schema.json is made of it. */
export const findingEventDetail = z.object({
  version: z.literal(1),
  id: z.string().check(z.describe('Of the change: the same when an event comes twice.')),
  transition: z.enum(reportedKinds),
  at: z.string().check(z.describe('When it happened. ISO 8601 in UTC.')),
  severity: z.enum(severities),
  firstNight: z
    .boolean()
    .check(z.describe('Found by the first run of a scanner: there may be many.')),
  because: z.exactOptional(z.string()),
  by: z.exactOptional(
    z.string().check(z.describe('ARN of who made it, where that was no scanner.')),
  ),
  suppression: z.exactOptional(z.object({ reason: z.string(), until: z.string() })),
  finding: findingSchema,
  truncated: z.exactOptional(
    z.literal(true).check(z.describe('The finding was too long for an event: vigil show has all.')),
  ),
});

export type FindingEventDetail = z.infer<typeof findingEventDetail>;

export interface FindingEvent {
  readonly detailType: string;
  readonly detail: FindingEventDetail;
  /** ARNs. */
  readonly resources: readonly string[];
  /** ISO 8601 in UTC. */
  readonly time: string;
}

/**
 * Undefined for a change that is not reported.
 *
 * @param frameworks of the check of the finding.
 */
export function findingEvent(
  { kind, finding, quiet }: StoredTransition,
  frameworks?: FrameworkItems,
): FindingEvent | undefined {
  if (kind === 'updated') return undefined;
  const { changedAt: at, severity, target, history, suppression } = finding;
  const { because, by } = history.at(-1) ?? {};

  return {
    detailType: detailTypes[kind],
    resources: target.length <= LONGEST_RESOURCE ? [target] : [],
    time: at,
    detail: {
      version: 1,
      id: changeId(finding, { kind, at }),
      transition: kind,
      at,
      severity,
      firstNight: quiet,
      ...(because !== undefined && { because }),
      ...(by !== undefined && { by }),
      ...(suppression && {
        suppression: { reason: suppression.reason, until: suppression.until },
      }),
      ...fitting(findingJson(finding, frameworks)),
    },
  };
}

/** Characters. Source: `EventResource` (EventBridge API Reference). */
const LONGEST_RESOURCE = 2_048;

/** Bytes of a finding as JSON: an event has 256 KB with all that is around it. */
const MOST_BYTES = 200_000;

function fitting(finding: FindingJson): Pick<FindingEventDetail, 'finding' | 'truncated'> {
  if (bytesOf(finding) <= MOST_BYTES) return { finding };
  const { evidence, remediation, summary, subject } = finding;
  const shorter = {
    ...finding,
    subject: cut(subject, 2_000),
    summary: cut(summary, 2_000),
    remediation: cutLines(remediation, 10_000),
    evidence: evidence.slice(0, 10).map((line) => ({
      ...line,
      text: cut(line.text, 1_000),
      ...(line.path !== undefined && { path: cut(line.path, 1_000) }),
    })),
  };

  return { finding: shorter, truncated: true };
}

function bytesOf(value: object): number {
  return new TextEncoder().encode(JSON.stringify(value)).length;
}
