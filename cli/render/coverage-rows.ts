import { gapCauses, hiddenInWords } from '../../functions/domain/gap-causes.ts';
import { factInWords } from '../../functions/domain/gap-in-words.ts';
import { dayOf, minuteOf } from '../../functions/domain/notification/day-and-minute.ts';
import { factWords } from '../../functions/facts/index.ts';
import { areOfSeveral } from '../account-option.ts';
import type { CoverageReport } from '../coverage-report.ts';
import { placeOf } from './words.ts';

/** What could not be seen, in words; names and reasons are hostile text. */
export interface CoverageRow {
  /** Name and place of each target. */
  readonly targets: readonly (readonly [name: string, place: string])[];
  readonly scanners: readonly string[];
  readonly hidden: string;
  readonly reason: string;
  /** A day, or `never`. */
  readonly since: string;
}

/** @param all each target by itself, with the whole reason; else each cause once. */
export function coverageRows(
  { unseen }: CoverageReport,
  { all = false }: { readonly all?: boolean },
): readonly CoverageRow[] {
  const several = areOfSeveral(unseen.map(({ target }) => target));
  const sinceOf = (since?: string) => (since === undefined ? 'never' : dayOf(since));

  if (all) {
    return unseen.map(({ target, scanner, fact, reason, since }) => ({
      targets: [placeOf(target, several)],
      scanners: [scanner],
      hidden: factInWords(fact, factWords),
      reason,
      since: sinceOf(since),
    }));
  }
  return gapCauses(unseen, factWords).map((cause) => ({
    targets: cause.targets.map(({ arn }) => placeOf(arn, several)),
    scanners: cause.scanners,
    hidden: hiddenInWords(cause, factWords),
    reason: cause.reason,
    since: sinceOf(cause.since),
  }));
}

/** `13 of 15 targets fully covered` */
export function coveredInWords({ seenWhole, targets }: CoverageReport): string {
  return `${seenWhole} of ${targets} targets fully covered`;
}

/** `code`, and when it last came to its end. */
export function runsInWords({
  scanners,
}: CoverageReport): readonly (readonly [scanner: string, when: string])[] {
  return scanners.map(({ scanner, at }) => [
    scanner,
    at === undefined ? 'has not run yet' : `last ran ${minuteOf(at)}`,
  ]);
}
