import type { CheckId } from '../core/check-id.ts';
import { rankOf, type Severity, worstOf } from '../core/severity.ts';
import { boundedSubject } from './bounded-text.ts';
import type { Beside, Verdict } from './check.ts';
import type { Finding, Judgement, Transition } from './finding.ts';
import { isSuppressedByHand } from './has-lapsed.ts';
import { replaced } from './replaced-findings.ts';

/**
 * The changes by all judgements, those first that no other decides on. A check that reports what is
 * left beside a finding of another is judged by that as long as the other reports it tonight, is open and
 * no milder: not while it is suppressed, by hand or by a rule, disabled or not known, for then it reports nothing
 * of this night. One that is suppressed by hand itself stays as it is.
 *
 * @param stored all findings of the target.
 * @param at ISO 8601 in UTC.
 * @param changesOf by one judgement.
 */
export function besideOthers(
  judgements: readonly Judgement[],
  stored: readonly Finding[],
  at: string,
  changesOf: (judgement: Judgement) => readonly Transition[],
): readonly Transition[] {
  const alone = judgements.filter((judgement) => !besideOf(judgement));
  const changes = alone.flatMap(changesOf);
  const reporting = new Set(alone.filter(isFailing).map(({ check }) => check.id));
  const worstOpen = openAfter(stored, changes);

  const beside = judgements.flatMap((judgement) => {
    const other = besideOf(judgement);
    if (!other) return [];
    const { check, verdict } = judgement;
    const worst = reporting.has(other.check) ? worstOpen(other.check) : undefined;
    const isRest = worst !== undefined && rankOf(worst) >= rankOf(severityOf(judgement));
    if (!isRest || isAccepted(check.id, stored, at)) return changesOf(judgement);

    const rest: Judgement = {
      ...judgement,
      verdict: { ...verdict, known: true, value: other.verdict },
    };
    return changesOf(rest).map((change) => asPart(change, judgement, other));
  });

  return [...changes, ...beside];
}

function isFailing({ verdict }: Judgement): boolean {
  return verdict.known && verdict.value.outcome === 'fail';
}

function besideOf({ verdict }: Judgement): Beside | undefined {
  return verdict.known ? verdict.value.beside : undefined;
}

/** How severe the worst open finding of a check is, as things will be; undefined where none is open. */
function openAfter(
  stored: readonly Finding[],
  changes: readonly Transition[],
): (check: CheckId) => Severity | undefined {
  const now = new Map(
    [...stored, ...changes.map(({ finding }) => finding)].map((finding) => [
      JSON.stringify([finding.check, finding.subject]),
      finding,
    ]),
  );
  const open = Map.groupBy(
    [...now.values()].filter(({ status }) => status === 'open'),
    ({ check }) => check,
  );

  return (check) => {
    const found = open.get(check);
    return found && worstOf(found.map(({ severity }) => severity));
  };
}

function severityOf({ check, verdict }: Judgement): Severity {
  const details = verdict.known && verdict.value.outcome === 'fail' ? verdict.value.details : [];

  return worstOf(details.map(({ severity = check.severity }) => severity));
}

/** Whether a principal has suppressed one of its findings: what that covers is the whole fault. */
function isAccepted(check: CheckId, stored: readonly Finding[], at: string): boolean {
  return stored.some((finding) => finding.check === check && isSuppressedByHand(finding, at));
}

/** A finding that ends because the other one reports it is not news: nothing was put right. */
function asPart(change: Transition, { check, verdict }: Judgement, other: Beside): Transition {
  if (change.kind !== 'resolved' || !verdict.known) return change;
  const { subject } = change.finding;
  const now = check.subjectNow?.(subject) ?? subject;

  return subjectsOf(verdict.value).has(now) ? replaced(change, other.check) : change;
}

function subjectsOf(verdict: Verdict): ReadonlySet<string> {
  const details = verdict.outcome === 'fail' ? verdict.details : [];

  return new Set(details.map(({ subject }) => boundedSubject(subject)));
}
