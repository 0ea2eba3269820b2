import { compareTexts } from '../core/compare-texts.ts';
import type { Gap } from '../core/gap.ts';
import { closedAccountIn } from './closed-account.ts';
import { deniedCallIn } from './denied-call.ts';
import { NOT_ENTERED } from './finding.ts';
import { type FactWords, factInWords, placeOfFact } from './gap-in-words.ts';

/** What a scanner could not see of one target. */
export interface TargetGap extends Gap {
  /** ARN. */
  readonly target: string;
  readonly scanner: string;
  /** ISO 8601 in UTC; undefined where it was never seen. */
  readonly since?: string | undefined;
}

/** What hides something from a scanner: of however many targets, and whichever facts. */
export interface GapCause {
  /** In the order of their names: more than one where the same is hidden from each for the same reason. */
  readonly scanners: readonly [string, ...string[]];
  /** For people: what is of one target alone is left out, and of what AWS denies all but what to grant. */
  readonly reason: string;
  /** What it hides, the weightiest first. */
  readonly facts: readonly [string, ...string[]];
  /** In the order of their ARNs. */
  readonly targets: readonly [HiddenTarget, ...HiddenTarget[]];
  /** Of the target that has been hidden for longest. */
  readonly since?: string | undefined;
}

export interface HiddenTarget {
  /** ARN. */
  readonly arn: string;
  readonly since?: string | undefined;
}

/** Adds up gaps by their causes, target by target. */
export interface CauseTally {
  add(gap: TargetGap): void;
  /** Each cause once for each scanner, and once for those from whom it hides the same: what hides most comes first. */
  causes(): readonly GapCause[];
}

/** @param words in whose order facts are named. */
export function gapCauses(gaps: readonly TargetGap[], words: FactWords): readonly GapCause[] {
  const tally = causeTally(words);
  for (const gap of gaps) tally.add(gap);

  return tally.causes();
}

/** @param words in whose order facts are named. */
export function causeTally(words: FactWords): CauseTally {
  const tallied = new Map<string, Tallied>();

  return {
    add(gap) {
      const closed = closedAccountIn(gap.reason, gap.scanner);
      const reasons = closed === undefined ? reasonsIn(gap) : [closed];
      for (const reason of reasons) {
        const key = JSON.stringify([closed === undefined ? gap.scanner : '', reason]);
        const { scanners, facts, targets } = tallied.get(key) ?? newTallied(tallied, key, reason);
        const since = earlier(targets.get(gap.target), gap.since);

        scanners.add(gap.scanner);
        facts.add(gap.fact);
        targets.set(gap.target, since);
      }
    },

    causes: () =>
      ofSeveralScanners([...tallied.values()].flatMap((each) => causeOf(each, words))).toSorted(
        (a, b) => widestFirst(a, b, words),
      ),
  };
}

/** `secrets in its environment, weaknesses in its code and 3 more` */
export function hiddenInWords({ facts }: Pick<GapCause, 'facts'>, words: FactWords): string {
  return namedFew(facts.map((fact) => factInWords(fact, words)));
}

/** Each once, and of many the first. @param facts in words. */
export function namedFew(facts: readonly string[]): string {
  const distinct = [...new Set(facts)];
  const more = distinct.length - MOST_FACTS;

  return `${distinct.slice(0, MOST_FACTS).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

const MOST_FACTS = 3;

interface Tallied {
  readonly scanners: Set<string>;
  readonly reason: string;
  readonly facts: Set<string>;
  readonly targets: Map<string, string | undefined>;
}

function newTallied(all: Map<string, Tallied>, key: string, reason: string): Tallied {
  const tallied = {
    scanners: new Set<string>(),
    reason,
    facts: new Set<string>(),
    targets: new Map(),
  };
  all.set(key, tallied);

  return tallied;
}

function earlier(a: string | undefined, b: string | undefined): string | undefined {
  return a === undefined || (b !== undefined && b < a) ? b : a;
}

/**
 * What of a gap is the same for other targets. Each call that AWS denies is a cause by itself, for it
 * is granted by itself, whatever else a fact lacks and in however many facts it is missing.
 */
function reasonsIn({ target, reason }: TargetGap): readonly string[] {
  const parts = reason.split('; ');
  const denied = new Set(parts.flatMap((part) => deniedCallIn(part) ?? []));
  if (denied.size === 0) return [reason.replaceAll(target, '…')];

  const rest = parts.filter((part) => deniedCallIn(part) === undefined && !REMAINDER.test(part));
  return [...denied, ...(rest.length > 0 ? [rest.join('; ').replaceAll(target, '…')] : [])];
}

/** Of a list of reasons that was cut: alone it says nothing. */
const REMAINDER = /^and \d+ more$/;

function causeOf(
  { scanners, reason, facts, targets }: Tallied,
  words: FactWords,
): readonly GapCause[] {
  const [fact, ...others] = [...facts].toSorted((a, b) => weightiestFirst(a, b, words));
  const [first, ...more] = [...targets]
    .map(([arn, since]): HiddenTarget => ({ arn, since }))
    .toSorted((a, b) => compareTexts(a.arn, b.arn));
  const [scanner, ...beside] = [...scanners].toSorted(compareTexts);
  if (fact === undefined || !first || scanner === undefined) return [];

  const since = [first, ...more].flatMap((each) => each.since ?? []).toSorted(compareTexts)[0];
  return [
    {
      scanners: [scanner, ...beside],
      reason,
      facts: [fact, ...others],
      targets: [first, ...more],
      since,
    },
  ];
}

/** An account that one scanner cannot list is hidden from the others too, and what follows from that. */
function ofSeveralScanners(causes: readonly GapCause[]): readonly GapCause[] {
  const alike = Map.groupBy(causes, ({ reason, facts, targets }) =>
    JSON.stringify([reason, facts, targets.map(({ arn }) => arn)]),
  );

  return [...alike.values()].flatMap(([first, ...others]) =>
    first ? [others.reduce(joined, first)] : [],
  );
}

function joined(a: GapCause, b: GapCause): GapCause {
  const [scanner = a.scanners[0], ...beside] = [...a.scanners, ...b.scanners].toSorted(
    compareTexts,
  );
  const sinceIn = new Map(b.targets.map(({ arn, since }) => [arn, since]));
  const [first, ...more] = a.targets;
  const both = ({ arn, since }: HiddenTarget) => ({ arn, since: earlier(since, sinceIn.get(arn)) });

  return {
    ...a,
    scanners: [scanner, ...beside],
    targets: [both(first), ...more.map(both)],
    since: earlier(a.since, b.since),
  };
}

function weightiestFirst(a: string, b: string, words: FactWords): number {
  return placeOfFact(a, words) - placeOfFact(b, words) || compareTexts(a, b);
}

/** An account that cannot be entered is one target, and hides everything in it. */
function widestFirst(a: GapCause, b: GapCause, words: FactWords): number {
  return (
    Number(b.facts.includes(NOT_ENTERED)) - Number(a.facts.includes(NOT_ENTERED)) ||
    b.targets.length - a.targets.length ||
    compareTexts(a.targets[0].arn, b.targets[0].arn) ||
    compareTexts(a.scanners[0], b.scanners[0]) ||
    placeOfFact(a.facts[0], words) - placeOfFact(b.facts[0], words) ||
    compareTexts(a.reason, b.reason)
  );
}
