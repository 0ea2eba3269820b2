import * as z from 'zod/mini';
import type { Stored } from '../../app/ports.ts';
import { evidenceSchema } from '../../core/evidence-schema.ts';
import { keptMarkSchema } from '../../core/mark.ts';
import { openedKinds } from '../../core/opened.ts';
import { severities } from '../../core/severity.ts';
import { anyTargetArn } from '../../core/target-arn.ts';
import { figuresSchema } from '../../domain/figures.ts';
import {
  type Coverage,
  type Finding,
  statuses,
  type Transition,
  type TransitionKind,
  transitionKinds,
  type UnreadableRow,
} from '../../domain/finding.ts';
import { ownedFields } from '../../domain/owned-schema.ts';

/** How long what is resolved or gone can still be asked for. */
const RETENTION_SECONDS = 90 * 24 * 60 * 60;

/** A scanner's items share a prefix. Only findings have a `#`, so coverage never meets one. */
export const sortKeys = {
  ofScanner: (scanner: string) => `${scanner}/`,
  ofCoverage: (scanner: string) => `${scanner}/coverage`,
  ofFinding: (check: string, subject: string) => `${check}#${subject}`,
};

/**
 * `openSeverity` puts open findings into the index `open`; `expiresAt` ends resolved ones. `quiet`
 * keeps a first night's findings from being announced one by one.
 */
export function findingItem({ kind, finding }: Transition, quiet = false) {
  const key = { pk: finding.target, sk: sortKeys.ofFinding(finding.check, finding.subject) };
  const item = { ...key, ...finding, transition: kind, ...(quiet && { quiet }) };

  if (finding.status === 'open') return { ...item, openSeverity: finding.severity };
  if (finding.status === 'suppressed') return item;
  return { ...item, expiresAt: expiry(finding.changedAt) };
}

/** What the item of a finding has as its transition: of a long history a new wording is not kept. */
export function lastKindOf({ history, changedAt }: Finding): TransitionKind {
  const last = history.at(-1);

  return last?.at === changedAt ? last.kind : 'updated';
}

/** `check` puts it into the index `byCheck`, where a scanner finds all that it has seen. */
export function coverageItem(coverage: Coverage) {
  const sk = sortKeys.ofCoverage(coverage.scanner);
  const item = { pk: coverage.target, sk, check: sk, ...coverage };

  return coverage.gone ? { ...item, expiresAt: expiry(coverage.observedAt) } : item;
}

/** @throws when an item is neither a finding nor coverage: unreadable is not absent. */
export function parseItems(items: readonly unknown[]): Stored {
  const parsed = items.map(parseItem);

  return {
    findings: parsed.filter((item) => 'subject' in item),
    coverage: parsed.find((item) => 'gaps' in item),
  };
}

/** The same for readers of many, which one damaged item must not stop: they count it, and say so. */
export function readItem(item: unknown): Finding | Coverage | UnreadableRow {
  const parsed = z.union([finding, coverage]).safeParse(item);

  return parsed.success ? parsed.data : unreadable(item);
}

/** The target of an item, whatever else is in it. */
export function readTarget(item: unknown): Pick<Coverage, 'target'> | UnreadableRow {
  const parsed = z.object({ target: anyTargetArn }).safeParse(item);

  return parsed.success ? parsed.data : unreadable(item);
}

function unreadable(item: unknown): UnreadableRow {
  const { pk, sk } = z.catch(keys, { pk: '', sk: '' }).parse(item);

  return { unreadable: `${pk} ${sk}`.slice(0, MOST_KEY).toWellFormed() };
}

/** As much of a key as a reader wants. */
const MOST_KEY = 300;

const keys = z.object({ pk: z.string(), sk: z.string() });

/** @throws when it is neither a finding nor coverage. */
export function parseItem(item: unknown): Finding | Coverage {
  return z.union([finding, coverage]).parse(item);
}

/** What the stream brings of a finding: the item after a transition. Undefined for coverage. */
export function parseTransition(item: unknown) {
  return z.parse(transitionItem, item);
}

function expiry(time: string): number {
  return Math.floor(Date.parse(time) / 1000) + RETENTION_SECONDS;
}

const checkId = z.templateLiteral([z.string(), '/', z.string()]);

/** The first ones did not say by whom. */
const suppression = z.object({
  reason: z.string(),
  until: z.string(),
  by: z.exactOptional(z.string()),
  rule: z.exactOptional(z.string()),
});

/** Early ones have the first three alone. */
const change = z.object({
  kind: z.enum(transitionKinds),
  at: z.string(),
  severity: z.enum(severities),
  because: z.exactOptional(z.string()),
  suppression: z.exactOptional(suppression),
  by: z.exactOptional(z.string()),
});

const finding = z.object({
  target: anyTargetArn,
  check: checkId,
  subject: z.string(),
  status: z.enum(statuses),
  severity: z.enum(severities),
  title: z.string(),
  summary: z.string(),
  evidence: z.array(evidenceSchema),
  remediation: z.string(),
  cwe: z.exactOptional(z.string()),
  figures: z.exactOptional(figuresSchema),
  mark: z.exactOptional(keptMarkSchema),
  opens: z.exactOptional(z.enum(openedKinds)),
  sameValue: z.exactOptional(z.string()),
  through: z.exactOptional(z.string()),
  unreachedBy: z.exactOptional(z.union([z.literal('all'), z.array(z.string())])),
  firstSeenAt: z.string(),
  changedAt: z.string(),
  suppression: z.exactOptional(suppression),
  history: z.array(change),
  ...ownedFields,
});

const coverage = z.object({
  scanner: z.string(),
  target: anyTargetArn,
  listedAt: z.exactOptional(z.string()),
  observedAt: z.string(),
  gaps: z.array(z.object({ fact: z.string(), reason: z.string() })),
  gapsSince: z.exactOptional(z.string()),
  gone: z.exactOptional(z.boolean()),
  cutOff: z.exactOptional(z.boolean()),
  folded: z.exactOptional(z.array(checkId)),
  firstSweep: z.exactOptional(z.string()),
  ...ownedFields,
});

const transitionItem = z.extend(finding, {
  transition: z.enum(transitionKinds),
  quiet: z.exactOptional(z.boolean()),
});
