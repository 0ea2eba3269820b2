import { type KeptMark, keptMark, keptWith } from '../core/mark.ts';
import { rankOf } from '../core/severity.ts';
import type { Finding, JudgingCheck, Suppression, Transition } from './finding.ts';
import { moved } from './moved.ts';

/**
 * What a finding takes over from those in whose place it comes, when a version gives a check wider
 * subjects: it is neither new nor open again, and a suppression of all of them holds on.
 */
export interface Succession {
  /** What is stored, with each heir in the place of those before it. */
  readonly stored: readonly Finding[];
  /** The heirs, by subject. */
  readonly heirs: ReadonlyMap<string, Heir>;
  /** The end of those before them, which is no news. */
  readonly ended: readonly Transition[];
}

type ThingNow = NonNullable<JudgingCheck['thingNow']>;

export interface Heir {
  /** As it would be stored, had it been one finding before. */
  readonly finding: Finding;
  /** `changedAt` of what is stored under its subject, if anything is. */
  readonly before: string | undefined;
}

/**
 * @param stored all findings of one check about one target.
 * @param failing the subjects that it has now: what has none of them resolves under its old one.
 * @param check with what its subjects are now, and what is in their marks.
 * @param at ISO 8601 in UTC.
 */
export function succession(
  stored: readonly Finding[],
  failing: ReadonlySet<string>,
  { subjectNow, thingNow = (_, thing) => thing }: Pick<JudgingCheck, 'subjectNow' | 'thingNow'>,
  at: string,
): Succession {
  const isBefore = ({ status, subject }: Finding) => {
    const now = subjectNow?.(subject) ?? subject;
    return status !== 'resolved' && now !== subject && failing.has(now);
  };
  const before = stored.filter(isBefore);
  const heirs = new Map(
    [...Map.groupBy(before, ({ subject }) => subjectNow?.(subject) ?? subject)].map(
      ([subject, alike]) => [subject, heirOf(subject, alike, stored, thingNow)] as const,
    ),
  );
  const rest = stored.filter((each) => !before.includes(each) && !heirs.has(each.subject));

  return {
    stored: [...rest, ...[...heirs.values()].map(({ finding }) => finding)],
    heirs,
    ended: before.map((finding) => ending(finding, subjectNow?.(finding.subject) ?? '', at)),
  };
}

function heirOf(
  subject: string,
  before: readonly Finding[],
  stored: readonly Finding[],
  thingNow: ThingNow,
): Heir {
  const same = stored.find((finding) => finding.subject === subject);
  const all = same && same.status !== 'resolved' ? [same, ...before] : before;
  const suppression = jointSuppression(all);
  const speaking = all.filter(({ status }) => suppression || status === 'open');
  const { suppression: _, mark: __, ...worst } = speaking.reduce(worse);
  const mark = jointMark(all, thingNow);

  return {
    before: same?.changedAt,
    finding: {
      ...worst,
      // What was accepted and is a part of it now is no rise.
      severity: all.reduce(worse).severity,
      subject,
      status: suppression ? 'suppressed' : 'open',
      ...(suppression && { suppression }),
      ...(mark && { mark }),
      firstSeenAt: all.map(({ firstSeenAt }) => firstSeenAt).reduce(earlier),
      history: all
        .flatMap(({ history }) => history)
        .toSorted((one, other) => (one.at < other.at ? -1 : Number(one.at > other.at))),
    },
  };
}

/** Undefined where one of them is open: then the whole has not been accepted. */
function jointSuppression(all: readonly Finding[]): Suppression | undefined {
  const given = all.flatMap(({ status, suppression }) =>
    status === 'suppressed' && suppression ? [suppression] : [],
  );
  if (given.length < all.length) return undefined;

  return given.reduce((one, other) => (other.until < one.until ? other : one));
}

/** Of those that have one: what one without stood for is not known. */
function jointMark(all: readonly Finding[], thingNow: ThingNow): KeptMark | undefined {
  const [first, ...others] = all.flatMap((finding) => markNow(finding, thingNow) ?? []);
  if (!first || others.length < all.length - 1) return undefined;

  return others.reduce<KeptMark | undefined>((joint, mark) => {
    if (!joint || !('things' in mark)) return undefined;
    return keptWith(joint, thingsIn(mark));
  }, first);
}

/** Undefined where it has none, and where its things have other names now and only digests are kept. */
function markNow({ subject, mark }: Finding, thingNow: ThingNow): KeptMark | undefined {
  const isSame = thingNow(subject, '') === '';
  if (!mark || isSame) return mark;

  return 'things' in mark
    ? keptMark(
        thingsIn(mark).map(([name, ...aliases]) => [
          thingNow(subject, name),
          ...aliases.map((alias) => thingNow(subject, alias)),
        ]),
      )
    : undefined;
}

function thingsIn(mark: { readonly things: readonly (readonly string[])[] }) {
  return mark.things.flatMap(([name, ...aliases]) =>
    name === undefined ? [] : [[name, ...aliases] as const],
  );
}

function ending(before: Finding, heir: string, at: string): Transition {
  const { suppression: _, ...finding } = before;

  return moved('updated', { ...finding, status: 'resolved', changedAt: at }, before, {
    because: `from this version on it is part of the finding about ${heir}`,
  });
}

function worse(one: Finding, other: Finding): Finding {
  return rankOf(other.severity) > rankOf(one.severity) ? other : one;
}

function earlier(one: string, other: string): string {
  return other < one ? other : one;
}
