import * as z from 'zod/mini';
import { severities } from '../../core/severity.ts';
import { targetKinds } from '../../core/target.ts';
import { type Finding, transitionKinds } from '../finding.ts';
import { findingId } from '../finding-id.ts';
import { findingJson, findingSchema } from '../finding-json.ts';
import { targetIdentity } from '../target-identity.ts';
import type { SpeakingChange } from './alike.ts';

/** Something worth telling: what machines get, and what mail and chat are written from. */
export type Notification = z.infer<typeof notificationSchema>;

/** A finding that changed, and how. */
export type ReportedChange = Notification['changes'][number];

/** At most so many findings are named; the rest is counted. */
export const MOST_NAMED = 20;

/** For docs/message.schema.json, which is made from this. */
function about<T extends z.ZodMiniType>(meaning: string, type: T): T {
  return type.check(z.describe(meaning));
}

const severity = z.enum(severities);
const transition = z.enum(transitionKinds);
const bySeverity = z.partialRecord(severity, z.number());

const change = z.extend(findingSchema, {
  transition: about('What happened to it.', transition),
  because: z.exactOptional(
    about('Where that does not say it all: `CVE-2026-1234 is new`.', z.string()),
  ),
  gone: z.exactOptional(about('It is resolved because its target is no more.', z.boolean())),
  alike: z.exactOptional(
    about(
      'How many more findings of the same check of the same target it happened to. They are not named.',
      z.number(),
    ),
  ),
  elsewhere: z.exactOptional(
    about(
      'Other functions, or layers, of the account with the same faults, to which the same happened: how many findings of how many of them. They are not named.',
      z.object({ findings: z.number(), targets: z.number() }),
    ),
  ),
  hole: z.exactOptional(
    about(
      'The finding that it leads through, to which the same happened: both are one fault.',
      z.object({
        id: about('What `vigil show` takes.', z.string()),
        check: z.string(),
        severity,
        summary: z.string(),
      }),
    ),
  ),
});

const gap = z.object({
  target: about('The first of those of which something could not be seen.', targetIdentity),
  scanner: z.string(),
  scanners: z.exactOptional(
    about('All of them, where several could not see for that reason.', z.array(z.string())),
  ),
  fact: about('What could not be seen, the weightiest of it.', z.string()),
  reason: about('The same for all of them.', z.string()),
  facts: z.exactOptional(about('All of it.', z.array(z.string()))),
  targets: z.exactOptional(about('How many there are for that reason.', z.number())),
  also: z.exactOptional(about('A few more of them.', z.array(targetIdentity))),
});

const lapse = z.object({
  id: about('What `vigil show` takes.', z.string()),
  target: targetIdentity,
  check: z.string(),
  severity,
  title: z.string(),
  reason: about('Why it was suppressed.', z.string()),
  until: about('From then on it counts as open again.', z.string()),
  by: z.exactOptional(about('ARN of who suppressed it, or the rule of `vigil.yaml`.', z.string())),
  rule: z.exactOptional(
    about(
      'Name of the rule that ends: the finding is the worst of those that it suppresses.',
      z.string(),
    ),
  ),
  findings: z.exactOptional(about('How many findings the rule suppresses.', z.number())),
});

const ruleNotice = z.object({
  rule: about('Its name.', z.string()),
  state: z.enum(['ending', 'unused']),
  at: about('When it ends, or since when it selects nothing.', z.string()),
  reason: about('Why there is the rule.', z.string()),
});

const standing = z.object({
  open: about('Open findings by severity.', bySeverity),
  openByCheck: about(
    'Open findings by check, the most frequent first.',
    z.array(z.object({ check: z.string(), count: z.number() })),
  ),
  openByOwner: z.exactOptional(
    about(
      'Open findings by the owner of their targets, the worst first: those owners that a message names. Absent where nothing open has an owner.',
      z.array(z.object({ owner: z.string(), open: bySeverity })),
    ),
  ),
  ownersLeft: z.exactOptional(about('How many more owners have open findings.', z.number())),
  targets: about('What is watched, by kind.', z.partialRecord(z.enum(targetKinds), z.number())),
  incomplete: about('Targets of which something could not be seen.', z.number()),
});

const unfinished = z.object({
  scanner: z.string(),
  accounts: z.exactOptional(
    about(
      'The accounts of which this is said, where others than its own are watched.',
      z.array(z.string()),
    ),
  ),
  state: about(
    '`running`, or `waiting` for others to end; `incomplete` when its sweep is over and some of it failed; `missing` when it has not begun; `unknown` when that cannot be read.',
    z.enum(['running', 'waiting', 'incomplete', 'missing', 'unknown']),
  ),
  since: z.exactOptional(about('When its latest sweep began.', z.string())),
  seen: z.exactOptional(about('Targets that it has processed.', z.number())),
  targets: z.exactOptional(about('Targets that it has listed so far.', z.number())),
  for: z.exactOptional(about('The scanners that it waits for.', z.array(z.string()))),
  lost: z.exactOptional(about('Messages that were not processed.', z.number())),
  messages: z.exactOptional(about('Messages of its sweep.', z.number())),
  reason: z.exactOptional(z.string()),
});

const counts = z.object({
  bySeverity: about(
    'What opened, reopened or worsened; on a first night, what is open.',
    bySeverity,
  ),
  byTransition: z.partialRecord(transition, z.number()),
  gone: about('How many of the resolved ones are gone with their target.', z.number()),
});

export const notificationSchema = z.object({
  version: z.literal(1),
  id: about(
    'The same for the same message: a receiver recognises one that comes twice.',
    z.string(),
  ),
  kind: about(
    'An alert is sent at once, a digest once a day; a new account has a first night.',
    z.enum(['alert', 'digest', 'firstNight']),
  ),
  route: z.exactOptional(
    about('The route that it is for: it holds what is of its owners alone.', z.string()),
  ),
  account: about('Twelve digits.', z.string()),
  accounts: z.exactOptional(
    about('How many accounts it is about, where there are several.', z.number()),
  ),
  at: about(
    'Of the newest change in an alert, otherwise of the message. ISO 8601 in UTC, as all times.',
    z.string(),
  ),
  since: z.exactOptional(about('When the digest before was written.', z.string())),
  severity: about('The worst in `counts.bySeverity`; info when nothing is.', severity),
  scanners: about('Who found it. To filter by.', z.array(z.string())),
  transitions: about('What happened. To filter by.', z.array(transition)),
  counts: about('Of everything that is reported, named or not.', counts),
  changes: about(
    'The findings that are named, the worst first, with as much evidence as fits a message; on a first night, the worst that are open.',
    z.array(change),
  ),
  changesLeft: about('How many more there are.', z.number()),
  standing: z.exactOptional(about('How things stand, whatever is new. Not in an alert.', standing)),
  unfinished: z.exactOptional(
    about(
      'Scanners whose night is not over, or not whole: what they have not seen is not in this message. Absent when there are none, and in an alert.',
      z.array(unfinished),
    ),
  ),
  gaps: about('What can newly not be seen, by its causes.', z.array(gap)),
  gapsLeft: z.number(),
  hidden: z.exactOptional(about('Targets of which something is no longer covered.', z.number())),
  lapsing: about('Suppressions that end soon.', z.array(lapse)),
  lapsingLeft: z.number(),
  rules: z.exactOptional(
    about(
      'Rules of vigil.yaml that select nothing any more, or that end within a week and suppress nothing. Absent when there are none, and in an alert.',
      z.array(ruleNotice),
    ),
  ),
});

/** @param isGone whether it is resolved with its target. */
export function reportedChange(
  { finding, kind: transition, alike, elsewhere, hole }: SpeakingChange,
  isGone = false,
): ReportedChange {
  const because = finding.history.findLast(({ kind }) => kind === transition)?.because;

  return {
    transition,
    ...(because !== undefined && { because }),
    ...(isGone && { gone: true }),
    ...(alike > 0 && { alike }),
    ...(elsewhere && { elsewhere }),
    ...(hole && { hole: holeOf(hole) }),
    ...findingJson(finding),
  };
}

function holeOf(finding: Finding): NonNullable<ReportedChange['hole']> {
  const { check, severity, summary } = finding;

  return { id: findingId(finding), check, severity, summary };
}
