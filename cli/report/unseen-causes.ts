import { compareTexts } from '../../functions/domain/compare-texts.ts';
import type { Coverage } from '../../functions/domain/finding.ts';
import { factInWords } from '../../functions/domain/gap-in-words.ts';
import { dayOf, minuteOf } from '../../functions/domain/message/day-and-minute.ts';
import type { CoverageReport, LastRun, Unseen } from '../coverage-report.ts';
import { placeOf } from '../render/words.ts';
import { barOf } from './bar.ts';

/** What could not be seen, by its cause: what hides the most comes first. */
export function unseenCauses({ unseen }: Pick<CoverageReport, 'unseen'>) {
  const hidden = Map.groupBy(unseen.map(namingNobody), ({ target, scanner, reason }) =>
    keyOf(target, scanner, reason),
  );
  const causes = Map.groupBy([...hidden.values()].flatMap(hiddenIn), ({ scanner, facts, reason }) =>
    keyOf(scanner, reason, ...facts),
  );

  return [...causes]
    .flatMap(([key, all]) => (all[0] ? [{ ...causeOf(all[0], all), key }] : []))
    .toSorted((a, b) => b.targets.length - a.targets.length || compareTexts(a.key, b.key));
}

/** AWS names the target when it denies: the cause is the same for all of them. */
function namingNobody(unseen: Unseen): Unseen {
  return { ...unseen, reason: unseen.reason.replaceAll(unseen.target, '…') };
}

type Hidden = ReturnType<typeof hiddenIn>[number];

/** What one reason hides of one target. */
function hiddenIn(facts: readonly Unseen[]) {
  const [first] = facts;
  const since = facts.flatMap((fact) => fact.since ?? []).toSorted(compareTexts)[0];

  return first
    ? [{ ...first, since, facts: facts.map(({ fact }) => fact).toSorted(compareTexts) }]
    : [];
}

function causeOf({ scanner, facts, reason }: Hidden, all: readonly Hidden[]) {
  const since = all.flatMap((each) => each.since ?? []).toSorted(compareTexts)[0];

  return {
    scanner,
    facts: facts.map(factInWords).join(', '),
    reason,
    since: sinceOf(since),
    targets: all.map(({ target, since }) => {
      const [name, place] = placeOf(target);

      return { name, place, since: sinceOf(since) };
    }),
  };
}

function sinceOf(time: string | undefined): string {
  return time === undefined ? 'never seen' : `since ${dayOf(time)}`;
}

function keyOf(...parts: readonly string[]): string {
  return parts.join('\n');
}

/** How much of what a scanner knows of it has seen: in full, in part, or not at all. */
export function scannersSeen(coverage: readonly Coverage[], { scanners, unseen }: CoverageReport) {
  return scanners.map(({ scanner, at }: LastRun) => {
    const own = unseen.filter((each) => each.scanner === scanner);
    const not = new Set(
      own.filter(({ fact }) => fact === 'everything').map(({ target }) => target),
    );
    const part = new Set(own.map(({ target }) => target).filter((target) => !not.has(target)));
    const known = new Set([
      ...coverage.filter((each) => each.scanner === scanner).map(({ target }) => target),
      ...not,
    ]);
    const whole = known.size - not.size - part.size;

    return {
      scanner,
      lastRun: at === undefined ? undefined : minuteOf(at),
      whole,
      part: part.size,
      not: not.size,
      known: known.size,
      bar: barOf([
        ['whole', whole],
        ['part', part.size],
        ['unseen', not.size],
      ]),
    };
  });
}
