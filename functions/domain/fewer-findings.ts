import { compareTexts } from '../core/compare-texts.ts';
import { lines } from '../core/evidence.ts';
import { rankOf, type Severity, severities } from '../core/severity.ts';
import type { Detail } from './check.ts';
import { vigilCommand } from './vigil-command.ts';

/** Findings of one check about one target: no one reads more, and each is a row of the table. */
export const MOST_FINDINGS = 500;

/** Of the one finding that stands for those beyond. No check has such a subject. */
export const MORE = 'and more';

/** Of those beyond, so many are named. */
const MOST_NAMED = 40;

type Rated = Detail & { readonly severity: Severity };

export interface FewerFindings {
  readonly details: readonly Rated[];
  /** Subjects that have no finding of their own now: those that had one keep it. */
  readonly unnamed: ReadonlySet<string>;
}

/**
 * The worst of what a check finds, each by itself, and one that counts the others: a hostile or
 * forgotten function may carry twenty thousand vulnerable packages.
 *
 * @param details one of each subject.
 * @param isOpen whether a subject has a finding already, which then goes before others as bad.
 */
export function fewerFindings(
  check: string,
  details: readonly Rated[],
  isOpen: (subject: string) => boolean,
  most: number,
): FewerFindings {
  if (details.length <= most) return { details, unnamed: new Set() };

  const worstFirst = details.toSorted(
    (a, b) =>
      rankOf(b.severity) - rankOf(a.severity) ||
      Number(isOpen(b.subject)) - Number(isOpen(a.subject)) ||
      compareTexts(a.subject, b.subject),
  );
  const named = worstFirst.slice(0, most);
  const others = worstFirst.slice(most);

  return {
    details: [...named, together(check, others, most)],
    unnamed: new Set(others.map(({ subject }) => subject)),
  };
}

/** What they stand for changes with any of them, so that a suppression accepts these alone. */
function together(check: string, others: readonly Rated[], most: number): Rated {
  const [first] = others;
  const severity = first?.severity ?? 'info';
  const counts = severities
    .toReversed()
    .map((each) => ({ each, count: others.filter((one) => one.severity === each).length }))
    .filter(({ count }) => count > 0)
    .map(({ each, count }) => `${counted(count)} ${each}`);
  const more = others.length - MOST_NAMED;

  return {
    subject: MORE,
    severity,
    summary: `and ${counted(others.length)} more, the worst ${severity}, beside the ${counted(most)} worst, which are findings of their own`,
    evidence: lines(
      counts.join(', '),
      ...(isOfPackages(check)
        ? [`all of them: ${vigilCommand('inspect', 'package', 'FILE', '--json')}`]
        : []),
      ...others.slice(0, MOST_NAMED).map(({ subject }) => subject),
      ...(more > 0 ? [`and ${counted(more)} more`] : []),
    ),
    mark: others.map(({ subject }) => subject),
  };
}

function isOfPackages(check: string): boolean {
  return check.startsWith('dependencies/') || check.startsWith('code/');
}

function counted(number: number): string {
  return number.toLocaleString('en');
}
