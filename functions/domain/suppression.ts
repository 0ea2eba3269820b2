import type { Finding, Suppression, Transition } from './finding.ts';
import { moved } from './moved.ts';
import { dayOf } from './notification/day-and-minute.ts';
import { ruleInWords } from './rules/rules.ts';

const MOST_REASON = 500;

/** Characters, of a role's session at most some 250. */
const MOST_ARN = 300;

/**
 * Lets a finding stand until a day. One that is suppressed already gets the new reason and day.
 *
 * @param now ISO 8601 in UTC, as is `until`: at most a year later.
 * @throws SuppressionError when it cannot be suppressed so.
 */
export function suppress(finding: Finding, suppression: Suppression, now: string): Transition {
  const reason = suppression.reason.trim();
  const { until } = suppression;
  const by = bounded(suppression.by);

  if (finding.status === 'resolved') throw new SuppressionError('the finding is resolved already');
  if (reason === '')
    throw new SuppressionError('the reason is empty: say why the finding is accepted');
  if (reason.length > MOST_REASON) {
    throw new SuppressionError(
      `the reason has ${reason.length} characters: at most ${MOST_REASON}`,
    );
  }
  if (until <= now) throw new SuppressionError(`${dayOf(until)} is not in the future`);
  if (until > yearAfter(now)) {
    throw new SuppressionError(
      `${dayOf(until)} is too far away: at most a year, ${dayOf(yearAfter(now))}`,
    );
  }

  return moved(
    'suppressed',
    {
      ...finding,
      status: 'suppressed',
      changedAt: now,
      suppression: { reason, until, ...by },
    },
    finding,
    by,
  );
}

/**
 * Opens a suppressed finding again.
 *
 * @param by ARN of who does.
 * @throws SuppressionError when it is not suppressed, or by a rule.
 */
export function unsuppress(finding: Finding, now: string, by?: string): Transition {
  if (finding.status !== 'suppressed') {
    throw new SuppressionError(`the finding is ${finding.status}, not suppressed`);
  }
  const { suppression, ...rest } = finding;
  if (suppression?.rule !== undefined) {
    throw new SuppressionError(
      `${ruleInWords(suppression.rule)} suppresses the finding, and would again: change it there, and deploy`,
    );
  }

  return moved('unsuppressed', { ...rest, status: 'open', changedAt: now }, finding, bounded(by));
}

export class SuppressionError extends Error {
  override readonly name = 'SuppressionError';
}

function bounded(by: string | undefined): Pick<Suppression, 'by'> {
  return by === undefined ? {} : { by: by.slice(0, MOST_ARN) };
}

/** The same day of the next year. 29 February becomes a day that is compared, not shown. */
function yearAfter(time: string): string {
  return `${Number(time.slice(0, 4)) + 1}${time.slice(4)}`;
}
