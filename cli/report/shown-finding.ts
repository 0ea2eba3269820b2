import { consoleLink } from '../../functions/domain/console-link.ts';
import { deploymentInWords } from '../../functions/domain/deployment.ts';
import type { Fault } from '../../functions/domain/fault.ts';
import { countOfOthers, othersInWords } from '../../functions/domain/fault-words.ts';
import type { Change, Finding } from '../../functions/domain/finding.ts';
import { findingId } from '../../functions/domain/finding-id.ts';
import { dayOf } from '../../functions/domain/notification/day-and-minute.ts';
import { namedOwners } from '../../functions/domain/ownership.ts';
import { remediationIn } from '../../functions/domain/remediation/remediation-text.ts';
import { FOREVER } from '../../functions/domain/rules/rules.ts';
import { endInWords } from '../../functions/domain/suppression-end.ts';
import { itemsOf } from '../listed-finding.ts';
import { figuresInWords } from '../render/figures.ts';
import { placeOf } from '../render/words.ts';
import { evidenceSteps } from './evidence-steps.ts';
import { practiceOf } from './practices.ts';

/** A finding as the page shows it: every value is text, a number or a list of them. */
export function shownFinding(finding: Finding) {
  const { check, severity, status, title, summary, target, figures, history } = finding;
  const [name, place] = placeOf(target);

  return {
    id: findingId(finding),
    check,
    subject: finding.subject,
    practice: practiceOf(finding),
    severity,
    status,
    title,
    summary,
    name,
    place,
    arn: target,
    consoleUrl: consoleLink(target),
    items: itemsOf(finding),
    owned: {
      owner: namedOwners(finding, 'owner'),
      stack: namedOwners(finding, 'stack'),
      application: namedOwners(finding, 'application'),
    },
    score: figures?.score,
    perHour: figures?.usdPerHour,
    perMonth: figures?.usdPerMonth,
    figures: figuresInWords(finding),
    ...evidenceSteps(finding.evidence),
    ...remediationIn(finding.remediation),
    deployed: finding.lastDeployment && deploymentInWords(finding.lastDeployment, target),
    since: dayOf(finding.firstSeenAt),
    changed: dayOf(finding.changedAt),
    history: history.map((change) => ({ kind: change.kind, words: changeInWords(change) })),
    suppression: finding.suppression && {
      reason: finding.suppression.reason,
      until: finding.suppression.until === FOREVER ? 'no end' : dayOf(finding.suppression.until),
      by: finding.suppression.by,
    },
  };
}

/** A fault as the page shows it: its finding, and the functions beside that one's that have it. */
export function shownFault(fault: Fault) {
  return {
    ...shownFinding(fault.finding),
    others: [...fault.others, ...fault.holes].map(shownOther),
    elsewhere: fault.others.length > 0 ? countOfOthers(fault) : '',
    elsewhereNamed: othersInWords(fault, MOST_NAMES) ?? '',
  };
}

const MOST_NAMES = 10;

/** What may differ from the finding that speaks for it. */
function shownOther(finding: Finding) {
  const { id, name, place, arn, subject, owned, figures, since } = shownFinding(finding);

  return { id, name, place, arn, subject, owned, figures, since };
}

/** `suppressed 2026-11-25 until 2027-05-01, by arn:aws:iam::111122223333:user/ada: moves in May` */
function changeInWords({ kind, at, because, by, suppression }: Change): string {
  const until = suppression ? ` ${endInWords(suppression.until)}` : '';
  const day = kind === 'suppressed' ? `${dayOf(at)}${until}` : dayOf(at);
  const why = [because, suppression?.reason].filter((text) => text !== undefined).join('; ');

  return `${kind} ${day}${by === undefined ? '' : `, by ${by}`}${why === '' ? '' : `: ${why}`}`;
}
