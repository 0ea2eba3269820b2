import type { CheckId } from '../core/check-id.ts';
import type { Target } from '../core/target.ts';
import { boundedSubject } from '../domain/bounded-text.ts';
import { type Detail, failIfAny, type Verdict } from '../domain/check.ts';
import type { Judgement } from '../domain/finding.ts';
import type { OwnedNow } from '../domain/ownership.ts';
import {
  isSamePartNote,
  type KeptPartNote,
  type NotedPart,
  type PartNote,
  type PartsSeen,
  partNoteOf,
} from '../domain/part-note.ts';
import type { Rules } from '../domain/rules/rules.ts';
import { rulingOf } from '../domain/rules/ruling.ts';
import { withoutSecrets } from '../engines/secrets/index.ts';
import { attempt } from './collectors.ts';
import type { PartNotes } from './ports.ts';

interface Judged {
  readonly target: Target;
  readonly judgements: readonly Judgement[];
  /** Undefined where it is not known whose the target is. */
  readonly owned: OwnedNow | undefined;
}

export interface FoldingPartsProps {
  /** Of this scanner. */
  readonly notes: PartNotes;
  /** Checks that have a twin about the account. */
  readonly checks: ReadonlySet<CheckId>;
  readonly rules: Rules;
  /** ISO 8601 in UTC. */
  readonly now: string;
  /** Whether the account is looked at after these functions. */
  readonly accountFollows: boolean;
}

/**
 * Marks what is reported as a part of a finding about the account, and notes it for that. Its own finding ends
 * once a stored one of the account names the function, and not before. What a rule
 * suppresses or sets the severity of stays a finding of its function: as it is where the rule is not certain
 * to select it, and it is no part yet. Where nothing can be noted, nothing of it opens, and nothing ends.
 */
export async function foldParts<J extends Judged>(
  judged: readonly J[],
  { notes, ...props }: FoldingPartsProps,
): Promise<readonly J[]> {
  const before = await attempt(() => notes.read(judged.map(({ target }) => target.arn)));
  const folding = judged.map((each) => {
    const noted = before.known ? before.value.get(each.target.arn) : undefined;
    const seen = each.judgements
      .filter(({ check }) => props.checks.has(check.id))
      .map((judgement) => partsSeen(judgement, each, noted, props));
    return { each, seen, noted, note: partNoteOf(each.owned, seen, noted) };
  });
  const written = before.known ? await attempt(() => notes.write(newNotes(folding))) : before;
  const reported = await reportedIn(folding, notes, props.checks);

  return folding.map(({ each, seen, note }) => ({
    ...each,
    judgements: each.judgements.map((judgement) => {
      const parts = seen.find(({ check }) => check === judgement.check.id);
      if (!parts) return judgement;
      if (!written.known) return unnoted(judgement, parts, written.reason);

      const isReported = reported.has(`${judgement.check.id} ${each.target.arn}`);
      return folded(judgement, note, isReported, props.accountFollows);
    }),
  }));
}

/** Check and function. Of what cannot be read, none is: then nothing ends. */
async function reportedIn(
  folding: readonly Folding[],
  notes: PartNotes,
  checks: ReadonlySet<CheckId>,
): Promise<ReadonlySet<string>> {
  const found = [...checks].map(async (check) => {
    const having = folding.filter(({ note }) => (note.parts[check] ?? []).length > 0);
    if (having.length === 0) return [];
    const arns = having.map(({ each }) => each.target.arn);
    const named = await attempt(() => notes.reported(check, arns));
    return named.known ? [...named.value].map((arn) => `${check} ${arn}`) : [];
  });

  return new Set((await Promise.all(found)).flat());
}

interface Folding {
  readonly each: Judged;
  readonly noted: KeptPartNote | undefined;
  readonly note: PartNote;
}

/** Only what has changed, or would be forgotten. */
function newNotes(folding: readonly Folding[]): ReadonlyMap<string, PartNote> {
  return new Map(
    folding
      .filter(({ noted, note }) => !noted || noted.isOld || !isSamePartNote(noted, note))
      .map(({ each, note }) => [each.target.arn, note]),
  );
}

function partsSeen(
  { check, verdict }: Judgement,
  judged: Judged,
  noted: PartNote | undefined,
  props: Omit<FoldingPartsProps, 'notes'>,
): PartsSeen {
  const { id } = check;
  if (!verdict.known) {
    return { check: id, found: undefined, own: new Set(), isPartial: true, mayBeGraver: true };
  }

  const before = new Set(noted?.parts[id]?.map(({ subject }) => subject));
  const details = detailsOf(verdict.value).map((detail) => ({
    ...detail,
    subject: boundedSubject(detail.subject),
    severity: detail.severity ?? check.severity,
  }));
  const isPart = (detail: (typeof details)[number]) => {
    if (!detail.part) return false;
    const ruled = ruledOf(detail, id, judged, props);
    return ruled === 'no' || (ruled === 'unknown' && before.has(detail.subject));
  };
  const [parts, own] = [details.filter(isPart), details.filter((detail) => !isPart(detail))];

  return {
    check: id,
    found: parts.flatMap(notedPartOf),
    own: new Set(own.map(({ subject }) => subject)),
    isPartial: verdict.incomplete !== undefined,
    mayBeGraver: verdict.understated !== undefined || verdict.unweighed !== undefined,
  };
}

/** Whether a rule suppresses a finding of the function, or sets its severity. */
function ruledOf(
  { subject, severity, evidence }: Detail,
  check: CheckId,
  { target, owned }: Judged,
  { rules, now }: Omit<FoldingPartsProps, 'notes'>,
): 'yes' | 'no' | 'unknown' {
  const { suppressedBy, weighedBy, undecided } = rulingOf(
    rules,
    {
      ...{ target: target.arn, check, subject, severity, evidence, owned },
      hasUnknownTags: owned === undefined,
    },
    now,
  );
  if (suppressedBy || weighedBy) return 'yes';
  const asked = rules.rules.filter(({ name, effect }) => {
    return undecided.has(name) && effect.kind !== 'thresholds';
  });

  return asked.length > 0 ? 'unknown' : 'no';
}

function notedPartOf({
  subject,
  severity,
  part,
}: Detail & Pick<NotedPart, 'severity'>): readonly NotedPart[] {
  return part
    ? [{ subject, severity, weight: part.weight, value: withoutSecretsOf(part.value) }]
    : [];
}

/** Names and paths may have one in them. */
function withoutSecretsOf(value: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);

  return Object.fromEntries(fields.map(([key, field]) => [key, fieldWithoutSecrets(field)]));
}

function fieldWithoutSecrets(field: unknown): unknown {
  if (Array.isArray(field)) return field.map(fieldWithoutSecrets);

  return typeof field === 'string' ? withoutSecrets(field) : field;
}

/** What is noted from before, and cannot be seen now, is still reported there. */
function folded(
  judgement: Judgement,
  { parts }: PartNote,
  isReported: boolean,
  accountFollows: boolean,
): Judgement {
  const subjects = (parts[judgement.check.id] ?? []).map(({ subject }) => subject);
  if (subjects.length === 0) return judgement;
  if (isReported) {
    return { ...judgement, folded: new Set([...(judgement.folded ?? []), ...subjects]) };
  }

  return accountFollows ? { ...judgement, awaited: new Set(subjects) } : judgement;
}

function unnoted(judgement: Judgement, { check, found = [] }: PartsSeen, why: string): Judgement {
  if (!judgement.verdict.known || found.length === 0) return judgement;

  const reason = `what is a part of the account's finding could not be noted: ${why}`;
  const subjects = new Set(found.map(({ subject }) => subject));
  return {
    ...judgement,
    gaps: [...judgement.gaps, { fact: check, reason }],
    verdict: {
      ...judgement.verdict,
      incomplete: reason,
      value: without(judgement.verdict.value, subjects),
    },
  };
}

function without(verdict: Verdict, subjects: ReadonlySet<string>): Verdict {
  const rest = detailsOf(verdict).filter(({ subject }) => !subjects.has(boundedSubject(subject)));
  const { beside } = verdict;

  return { ...failIfAny(rest), ...(beside && { beside }) };
}

function detailsOf(verdict: Verdict): readonly Detail[] {
  return verdict.outcome === 'fail' ? verdict.details : [];
}
