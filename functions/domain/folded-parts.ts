import { boundedSubject } from './bounded-text.ts';
import type { Finding, Judgement } from './finding.ts';
import { foldedIn } from './folded-finding.ts';
import { isSuppressedByHand } from './has-lapsed.ts';
import { isPartial, isUnderstated, isUnweighed } from './judgement-doubts.ts';

/**
 * Subjects that the account's finding stands for, as they are stored. One that is suppressed by hand is none
 * as long as it can still be seen whether that covers it.
 */
export function partsOf(
  { folded = new Set(), verdict }: Judgement,
  known: readonly Finding[],
  now: string,
): ReadonlySet<string> {
  if (folded.size === 0) return folded;
  const details = verdict.known && verdict.value.outcome === 'fail' ? verdict.value.details : [];
  const judged = new Set(details.map(({ subject }) => boundedSubject(subject)));
  const accepted = known.filter(
    (finding) => isSuppressedByHand(finding, now) && judged.has(finding.subject),
  );
  const own = new Set(accepted.map(({ subject }) => subject));

  return new Set([...folded].map(boundedSubject).filter((subject) => !own.has(subject)));
}

/**
 * Those that the account's finding stands for from now on, and the others. Where what was seen is not all, or may
 * be graver, none of its own ends: it may say more than its part.
 */
export function foldedAmong(
  stored: readonly Finding[],
  parts: ReadonlySet<string>,
  judgement: Judgement,
  observedAt: string,
) {
  const isFolded = ({ subject, status }: Finding) => status !== 'resolved' && parts.has(subject);
  const others = stored.filter((finding) => !isFolded(finding));
  if (!judgement.verdict.known || isPartial(judgement)) return { kept: stored, ended: [] };
  if (isUnderstated(judgement) || isUnweighed(judgement)) return { kept: others, ended: [] };

  return {
    kept: others,
    ended: stored.filter(isFolded).flatMap((finding) => foldedIn(finding, observedAt)),
  };
}

/** Subjects that the account's finding will stand for, as they are stored. */
export function awaitedOf({ awaited = new Set() }: Judgement): ReadonlySet<string> {
  return new Set([...awaited].map(boundedSubject));
}
