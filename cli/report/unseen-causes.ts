import type { Coverage } from '../../functions/domain/finding.ts';
import { gapCauses, hiddenInWords } from '../../functions/domain/gap-causes.ts';
import { dayOf, minuteOf } from '../../functions/domain/notification/day-and-minute.ts';
import { factWords } from '../../functions/facts/index.ts';
import type { CoverageReport, LastRun } from '../coverage-report.ts';
import { placeOf } from '../render/words.ts';
import { barOf } from './bar.ts';

/** What could not be seen, by its cause: what hides the most comes first. */
export function unseenCauses({ unseen }: Pick<CoverageReport, 'unseen'>) {
  return gapCauses(unseen, factWords).map((cause) => ({
    scanner: cause.scanners.join(', '),
    facts: hiddenInWords(cause, factWords),
    reason: cause.reason,
    since: sinceOf(cause.since),
    targets: cause.targets.map(({ arn, since }) => {
      const [name, place] = placeOf(arn);

      return { name, place, since: sinceOf(since) };
    }),
  }));
}

function sinceOf(time: string | undefined): string {
  return time === undefined ? 'never covered' : `since ${dayOf(time)}`;
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
