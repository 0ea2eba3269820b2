import { compareTexts } from '../../functions/core/compare-texts.ts';
import { daysBefore } from '../../functions/core/days-before.ts';
import { type Severity, severities } from '../../functions/core/severity.ts';
import type { Change, Finding } from '../../functions/domain/finding.ts';
import { dayOf } from '../../functions/domain/notification/day-and-minute.ts';

/** What a day of UTC has changed, and what was open at its end. */
export interface Night {
  /** `2026-11-25` */
  readonly day: string;
  /** What it opened was there before: it had not been scanned. */
  readonly isFirstLook: boolean;
  readonly opened: number;
  readonly worsened: number;
  readonly resolved: number;
  readonly open: Readonly<Record<Severity, number>>;
}

const MOST_NIGHTS = 30;

/** The days up to the last look, the oldest first, from the first that anything is known of. */
export function nightsOf(findings: readonly Finding[], lastLook: string): readonly Night[] {
  const last = dayOf(lastLook);
  const first =
    findings
      .flatMap(({ firstSeenAt, history }) => [firstSeenAt, ...history.map(({ at }) => at)])
      .map(dayOf)
      .toSorted(compareTexts)[0] ?? last;
  const days = Array.from({ length: MOST_NIGHTS }, (_, index) => daysBefore(last, index))
    .filter((day) => day >= first)
    .toReversed();

  return days.map((day) => ({ ...nightOf(day, findings), isFirstLook: day === first }));
}

function nightOf(day: string, findings: readonly Finding[]): Omit<Night, 'isFirstLook'> {
  const changes = findings.flatMap(({ history }) => history.filter(({ at }) => dayOf(at) === day));
  const count = (...kinds: readonly Change['kind'][]) =>
    changes.filter(({ kind }) => kinds.includes(kind)).length;
  const open = findings.flatMap((finding) => severityAtEndOf(day, finding) ?? []);

  return {
    day,
    opened: count('opened', 'reopened'),
    worsened: count('worsened'),
    resolved: count('resolved'),
    open: Object.fromEntries(
      severities.map((severity) => [severity, open.filter((each) => each === severity).length]),
    ) as Record<Severity, number>,
  };
}

/** Undefined when it was not open. What is older than its history was open since it was first seen. */
function severityAtEndOf(day: string, { history, firstSeenAt }: Finding): Severity | undefined {
  const last = history.findLast(({ at }) => dayOf(at) <= day);
  if (last)
    return last.kind === 'resolved' || last.kind === 'suppressed' ? undefined : last.severity;

  return dayOf(firstSeenAt) <= day ? history[0]?.severity : undefined;
}
