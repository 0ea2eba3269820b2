import { keptMark } from '../core/mark.ts';
import type { Finding } from './finding.ts';
import type { Heir, Succession } from './succession.ts';

/** What a part stands for within the finding that it is a part of. */
export function thingOfPart(subject: string, thing: string): string {
  return `${subject}: ${thing}`;
}

/**
 * With what was a part of another finding, and is one of its own tonight: it is neither new nor no longer
 * accepted.
 *
 * @param known what is stored of the check and the target.
 * @param failing as they would open.
 */
export function withSplit(
  inherited: Succession,
  known: readonly Finding[],
  failing: readonly Finding[],
): Succession {
  const before = new Map(known.map((finding) => [finding.subject, finding]));
  const alone = failing.filter(({ subject }) => !inherited.heirs.has(subject));
  const holders = heldBy(
    known,
    alone.map(({ subject }) => subject),
  );
  if (holders.size === 0) return inherited;

  const split = alone.flatMap((now): readonly (readonly [string, Heir])[] => {
    const held = holders.get(now.subject);
    if (!held) return [];
    const { status, suppression, firstSeenAt, history } = held.holder;
    const mark = keptMark(held.things);
    const finding = { ...now, status, suppression, firstSeenAt, history, mark };
    return [[now.subject, { before: before.get(now.subject)?.changedAt, finding }]];
  });
  const isSplit = new Set(split.map(([subject]) => subject));

  return {
    ...inherited,
    stored: [
      ...inherited.stored.filter(({ subject }) => !isSplit.has(subject)),
      ...split.map(([, { finding }]) => finding),
    ],
    heirs: new Map([...inherited.heirs, ...split]),
  };
}

/** A finding of which another subject was a part, and what that stood for. */
interface Held {
  readonly holder: Finding;
  readonly things: readonly [Thing, ...Thing[]];
}

type Thing = readonly [string, ...string[]];

/** By subject that has no finding of its own, the open or suppressed one that reports it as a part. */
export function heldBy(
  known: readonly Finding[],
  subjects: readonly string[],
): ReadonlyMap<string, Held> {
  const own = new Set(
    known.flatMap(({ subject, status }) => (status === 'resolved' ? [] : [subject])),
  );
  const holders = known.filter(({ status, mark }) => status !== 'resolved' && mark);

  return new Map(
    subjects
      .filter((subject) => holders.length > 0 && !own.has(subject))
      .flatMap((subject) => {
        const [held] = holders.flatMap((holder): readonly Held[] => {
          const [first, ...others] = thingsOf(holder, subject);
          return first ? [{ holder, things: [first, ...others] }] : [];
        });
        return held ? [[subject, held] as const] : [];
      }),
  );
}

/** What of the mark of a finding stands for a part of it, as the part itself has it. */
function thingsOf({ mark }: Finding, part: string): readonly Thing[] {
  const prefix = thingOfPart(part, '');
  const things = mark && 'things' in mark ? mark.things : [];

  return things.flatMap((names) => {
    const [first, ...others] = names.flatMap((name) =>
      name.startsWith(prefix) ? [name.slice(prefix.length)] : [],
    );
    return first === undefined ? [] : [[first, ...others] as const];
  });
}
