import { rankOf } from '../../core/severity.ts';
import type { Advisory } from './advisory.ts';
import type { Package } from './package.ts';
import { upgradeOf } from './upgrade.ts';

/** Advisories with a line each; the others are grouped. */
const MOST_IN_FULL = 3;

/** Characters: a line of evidence that is stored whole has no more than 500. */
const LONGEST_LINE = 450;

/**
 * The advisories about a package, the worst first: a few in full, and the others by their ids, in
 * as few lines as there are ratings. None is left out.
 */
export function advisoryLines(
  advisories: readonly Advisory[],
  installed: Package,
): readonly string[] {
  const worstFirst = advisories.toSorted((a, b) => urgencyOf(b) - urgencyOf(a));
  // One line more would say less than the advisory itself.
  const inFull = advisories.length === MOST_IN_FULL + 1 ? advisories.length : MOST_IN_FULL;
  const others = worstFirst.slice(inFull);

  return [
    ...worstFirst.slice(0, inFull).map((one) => lineOf(one, installed)),
    ...groupsOf(others, installed),
  ];
}

/** What attackers use comes before what is merely as bad. */
function urgencyOf({ severity, knownExploited, likelihood = 0, linked }: Advisory): number {
  if (linked === false) return 0;

  return rankOf(severity) * 10 + (knownExploited ? 5 : stepOf(likelihood));
}

function lineOf(advisory: Advisory, installed: Package): string {
  const { knownExploited, likelihood, summary } = advisory;
  const parts = [
    nameOf(advisory),
    ratingOf(advisory),
    knownExploited ? 'known to be exploited' : outlookOf(likelihood),
    linkageOf(advisory),
    summary,
    fixOf(advisory, installed),
  ];

  return parts.filter((part) => part !== '').join('; ');
}

function groupsOf(others: readonly Advisory[], installed: Package): readonly string[] {
  const groups = Map.groupBy(others, (one) =>
    [ratingOf(one), one.knownExploited ? 'known to be exploited' : '', linkageOf(one)]
      .filter((part) => part !== '')
      .join(', '),
  );

  const lines = [...groups].flatMap(([rating, alike]) =>
    filled(
      `${rating}; `,
      Map.groupBy(alike, (one) => fixOf(one, installed)),
    ),
  );

  return lines.map((line, at) => (at === 0 ? `and ${others.length} more; ${line}` : line));
}

/** As many in a line as fit, each fixed version before the advisories that it fixes. */
function filled(head: string, byFix: ReadonlyMap<string, readonly Advisory[]>): readonly string[] {
  const lines: string[] = [];
  let line = '';

  for (const [fix, fixed] of byFix) {
    for (const [at, name] of fixed.map(nameOf).entries()) {
      const first = `${fix}: ${name}`;
      const longer = at === 0 ? `${line}; ${first}` : `${line}, ${name}`;
      const fits = line !== '' && head.length + longer.length <= LONGEST_LINE;

      if (line !== '' && !fits) lines.push(head + line);
      line = fits ? longer : first;
    }
  }
  return [...lines, head + line];
}

function nameOf({ id, aliases }: Advisory): string {
  return aliases.length > 0 ? `${id} (${aliases.join(', ')})` : id;
}

function linkageOf({ linked }: Advisory): string {
  if (linked === undefined) return '';

  return `what is at fault is ${linked ? '' : 'not '}in the program`;
}

function ratingOf({ severity, rated, linked }: Advisory): string {
  return rated || linked === false ? severity : `${severity}, as it has no rating`;
}

function fixOf(advisory: Advisory, installed: Package): string {
  const fixed = upgradeOf(installed, [advisory]).version;

  return fixed ? `fixed in ${fixed}` : 'no fixed version is known';
}

/** In steps, for the score moves a little every day, and that is no news. */
const steps = [0.5, 0.1];

function outlookOf(likelihood = 0): string {
  const step = steps.find((least) => likelihood >= least);

  return step ? `exploited within 30 days with over ${step * 100} % likelihood (EPSS)` : '';
}

function stepOf(likelihood: number): number {
  return steps.filter((least) => likelihood >= least).length;
}
