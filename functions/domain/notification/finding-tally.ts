import { compareTexts } from '../../core/compare-texts.ts';
import { fingerprint } from '../../core/fingerprint.ts';
import { rankOf, type Severity } from '../../core/severity.ts';
import type { Finding, Suppression, TransitionKind } from '../finding.ts';
import { changeId, findingId } from '../finding-id.ts';
import { identityOf } from '../target-identity.ts';
import { countOf, type SpeakingChange, topOfKinds } from './alike.ts';
import { alarming, netChange } from './net-change.ts';
import { MOST_NAMED, type Notification } from './notification.ts';
import type { Newness, Period } from './period.ts';
import { type FindingChange, topN, worstFirst } from './ranking.ts';
import { count } from './tallied.ts';

export interface NamedAndCounted {
  add(finding: Finding): void;
  /** The worst, in order. */
  named(): readonly SpeakingChange[];
  left(): number;
  /** Of what needs attention. */
  readonly bySeverity: Partial<Record<Severity, number>>;
  readonly byCheck: ReadonlyMap<string, number>;
}

interface ChangeTally extends NamedAndCounted {
  readonly byTransition: Partial<Record<TransitionKind, number>>;
  /** The target of each finding that is resolved. */
  readonly resolved: readonly string[];
}

/** What is open, whether it is new or not. */
export function openTally(): NamedAndCounted {
  const { counts, add } = tally();

  return {
    ...counts,
    add(finding) {
      if (finding.status === 'open') add({ finding, kind: 'opened' });
    },
  };
}

/** What is new. */
export function changeTally(newness: Newness): ChangeTally {
  const { counts, add } = tally();
  const byTransition: Partial<Record<TransitionKind, number>> = {};
  const resolved: string[] = [];

  return {
    ...counts,
    byTransition,
    resolved,

    add(finding) {
      const changes = finding.history.filter(({ kind }) => isReported(kind));
      const isNew = changes.filter((change) => newness.isNew(changeId(finding, change), change.at));
      const kind = netChange(
        isNew.map((change) => change.kind),
        finding,
      );
      if (!kind) return;

      add({ finding, kind });
      count(byTransition, kind);
      if (kind === 'resolved') resolved.push(finding.target);
    },
  };
}

type Lapse = Notification['lapsing'][number];

/**
 * Suppressions that end soon; those of one rule are one. One that has come near since the last digest
 * is news by itself.
 */
export function lapseTally({ lapseBy, last, now }: Period, newness: Newness) {
  const byHand = topN<Lapse>(MOST_NAMED, firstEnding);
  const byRule = new Map<string, Lapse>();

  let hasNew = false;
  const notice = (id: string, until: string) => {
    if (!last || until <= last.lapseBy) return;
    hasNew = newness.isNew(fingerprint(id, 'lapses', until).slice(0, 12), now) || hasNew;
  };
  const named = () => {
    const all = topN<Lapse>(MOST_NAMED, firstEnding);
    for (const lapse of [...byHand.first(), ...byRule.values()]) all.add(lapse);
    return all;
  };

  return {
    isNew: () => hasNew,

    add(finding: Finding): void {
      const { suppression } = finding;
      if (!suppression || suppression.until > lapseBy) return;

      const lapse = lapseOf(finding, suppression);
      const { rule, until } = suppression;
      if (rule === undefined) {
        byHand.add(lapse);
        notice(lapse.id, until);
        return;
      }
      const key = `${until} ${rule}`;
      const before = byRule.get(key);
      byRule.set(key, together({ ...lapse, rule, findings: 1 }, before));
      if (!before) notice(`rule ${rule}`, until);
    },

    named: () => named().first(),
    left: () => byHand.left() + named().left(),
  };
}

function firstEnding(a: Lapse, b: Lapse): number {
  return compareTexts(a.until, b.until) || compareTexts(a.id, b.id);
}

function lapseOf(finding: Finding, { reason, until, by }: Suppression): Lapse {
  const { target, check, severity, title } = finding;

  return {
    id: findingId(finding),
    target: identityOf(target),
    check,
    severity,
    title,
    reason,
    until,
    ...(by !== undefined && { by }),
  };
}

/** The worst speaks for all; of equals, the first by its id. */
function together(one: Lapse, other: Lapse | undefined): Lapse {
  if (!other) return one;
  const findings = (one.findings ?? 1) + (other.findings ?? 1);
  const order = rankOf(other.severity) - rankOf(one.severity) || compareTexts(one.id, other.id);

  return { ...(order <= 0 ? one : other), findings };
}

function tally() {
  const worst = worstNamed();
  const bySeverity: Partial<Record<Severity, number>> = {};
  const byCheck = new Map<string, number>();

  return {
    counts: { named: worst.first, left: worst.left, bySeverity, byCheck },

    add(change: FindingChange): void {
      const { check, severity } = change.finding;

      worst.add(change);
      byCheck.set(check, (byCheck.get(check) ?? 0) + 1);
      if (alarming.has(change.kind)) count(bySeverity, severity);
    },
  };
}

/** Of one check that found something mild: the others are counted, for they say the same. */
const MOST_MILD = 3;

/** The worst findings: of what is low or info a few of each check, so that no habit of a team fills a mail. */
function worstNamed(): ReturnType<typeof topOfKinds> {
  const grave = topOfKinds(MOST_NAMED);
  const mildByCheck = new Map<string, ReturnType<typeof topOfKinds>>();
  let added = 0;
  const first = () =>
    [grave, ...mildByCheck.values()]
      .flatMap((each) => each.first())
      .sort(worstFirst)
      .slice(0, MOST_NAMED);

  return {
    add(change) {
      const { check, severity } = change.finding;
      const mild = mildByCheck.get(check) ?? topOfKinds(MOST_MILD);
      if (rankOf(severity) <= rankOf('low')) mildByCheck.set(check, mild);

      added += 1;
      (rankOf(severity) <= rankOf('low') ? mild : grave).add(change);
    },
    first,
    left: () => added - countOf(first()),
  };
}

/** Not what a user did by hand, and not a finding of which only the text is new. */
function isReported(kind: TransitionKind): boolean {
  return kind === 'resolved' || kind === 'eased' || alarming.has(kind);
}
