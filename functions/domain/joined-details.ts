import { firstOf } from '../core/evidence.ts';
import { type KeptMark, type Mark, mayKeep } from '../core/mark.ts';
import { rankOf } from '../core/severity.ts';
import { boundedSubject } from './bounded-text.ts';
import { type Detail, failIfAny } from './check.ts';
import type { Finding, Judgement } from './finding.ts';
import type { Ruling } from './rules/ruling.ts';
import { heldBy, thingOfPart } from './split-findings.ts';

/**
 * The judgement with each detail that is a part of another (`Detail.partOf`) joined with that: one finding, with the
 * evidence of both. Its mark has what the part stands for under the part's subject. What is stored of a part
 * becomes a part of the other's (`succession`), so that nothing opens and nothing gets worse by it.
 *
 * What was accepted of one alone is accepted of no other: a part stays a finding of its own where it is suppressed, where the
 * rules say something else of it, and where the other is suppressed without it.
 *
 * @param known what is stored of the check and the target.
 * @param rulingOf what the rules say of a detail by itself.
 */
export function withJoined(
  judgement: Judgement,
  known: readonly Finding[],
  rulingOf: (detail: Detail) => Ruling,
): Judgement {
  const { check, verdict } = judgement;
  const details = verdict.known && verdict.value.outcome === 'fail' ? verdict.value.details : [];
  if (!verdict.known || !details.some(({ partOf }) => partOf)) return judgement;

  const subjectOf = (detail: Detail) => boundedSubject(detail.subject);
  const bySubject = new Map(details.map((detail) => [subjectOf(detail), detail]));
  const stored = new Map(known.map((finding) => [finding.subject, finding]));
  const held = heldBy(known, [...bySubject.keys()]);
  const heirs = new Map(
    details.flatMap((part) => {
      const heir = part.partOf && bySubject.get(boundedSubject(part.partOf.subject));
      if (!heir || heir.partOf || !mayJoin(part, heir, stored, held)) return [];
      return isSameRuling(rulingOf(part), rulingOf(heir)) ? [[subjectOf(part), heir] as const] : [];
    }),
  );
  const joined = details
    .filter((detail) => !heirs.has(subjectOf(detail)))
    .map((heir) =>
      joinedWith(
        heir,
        details.filter((part) => heirs.get(subjectOf(part)) === heir),
        check.severity,
      ),
    );
  const subjectNow = (subject: string) => {
    const now = check.subjectNow?.(subject) ?? subject;
    const heir = heirs.get(now);
    return heir ? subjectOf(heir) : now;
  };
  const thingNow = (subject: string, thing: string) => {
    const heir = heirs.get(subject);
    if (!heir) return thing;
    // Another one may have reported all of it before.
    const isNamed = [...heirs.keys()].some((part) => thing.startsWith(thingOfPart(part, '')));
    const ofHeir = thingOfPart(subjectOf(heir), '');
    if (thing.startsWith(ofHeir)) return thing.slice(ofHeir.length);
    return isNamed ? thing : thingOfPart(subject, thing);
  };

  return {
    ...judgement,
    check: { ...check, subjectNow, thingNow },
    verdict: { ...verdict, value: { ...verdict.value, ...failIfAny(joined) } },
  };
}

function mayJoin(
  part: Detail,
  heir: Detail,
  stored: ReadonlyMap<string, Finding>,
  held: ReturnType<typeof heldBy>,
): boolean {
  const [ofPart, ofHeir] = [part, heir].map(({ subject }) => stored.get(boundedSubject(subject)));
  const holder = held.get(boundedSubject(part.subject))?.holder;
  if (ofPart?.status === 'suppressed') return false;
  // It was accepted as a part of another one.
  if (holder?.status === 'suppressed' && holder.subject !== ofHeir?.subject) return false;
  if (ofHeir?.status !== 'suppressed') return true;

  return ofPart?.status !== 'open' && coversAll(ofHeir.mark, markOfPart(part));
}

function coversAll(kept: KeptMark | undefined, mark: Mark): boolean {
  return mark.every((thing) => {
    const names = typeof thing === 'string' ? [thing] : thing;
    return kept !== undefined && names.some((name) => mayKeep(kept, name));
  });
}

function markOfPart({ subject, mark = [subject] }: Detail): Mark {
  return mark.map((thing) => {
    const [first, ...others] = typeof thing === 'string' ? [thing] : thing;
    const named = (name: string) => thingOfPart(boundedSubject(subject), name);
    return [named(first), ...others.map(named)];
  });
}

function isSameRuling(one: Ruling, other: Ruling): boolean {
  const names = ({ suppressedBy, weighedBy, undecided }: Ruling) =>
    JSON.stringify([suppressedBy?.name, weighedBy?.name, [...undecided].toSorted()]);

  return names(one) === names(other);
}

function joinedWith(heir: Detail, parts: readonly Detail[], fallback: Detail['severity'] & string) {
  if (parts.length === 0) return heir;
  const worst = [heir, ...parts].reduce((one, other) => {
    const [first = fallback, second = fallback] = [one.severity, other.severity];
    return rankOf(second) > rankOf(first) ? other : one;
  });
  return {
    ...heir,
    summary: [heir.summary, ...wordsOf(parts)].join('; '),
    evidence: [heir, ...parts].flatMap(({ evidence }) => evidence),
    ...(worst.remediation !== undefined && { remediation: worst.remediation }),
    severity: worst.severity ?? fallback,
    ...(heir.mark && { mark: [...heir.mark, ...parts.flatMap(markOfPart)] }),
  };
}

/** Each relation once, with the first of those that have it: `the same is in a.js, b.js, c.js, and 2 more`. */
function wordsOf(parts: readonly Detail[]): readonly string[] {
  const related = parts.flatMap(({ partOf }) => partOf ?? []);
  const byWords = Map.groupBy(related, ({ words }) => words);

  return [...byWords].map(([words, alike]) => {
    const names = alike.map(({ name }) => name);
    return `${words} ${firstOf(names, MOST_NAMED).join(', ')}`;
  });
}

/** Of parts that are related in one way, in a summary. */
const MOST_NAMED = 3;
