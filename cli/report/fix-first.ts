import { rankOf } from '../../functions/core/severity.ts';
import { type Fault, faultsIn } from '../../functions/domain/fault.ts';
import type { Finding } from '../../functions/domain/finding.ts';
import { leadingEvidence } from '../../functions/domain/notification/wording.ts';
import { worstFirst } from '../selection.ts';
import { pathGraph } from './path-graph.ts';
import { shownFault } from './shown-finding.ts';

const MOST = 5;
/** The finding itself has them all. */
const MOST_LINES = 4;

/**
 * What to begin with: findings that join others, by their score; where those are few, the worst of
 * the rest, each about another target. One fault of several functions is one of them.
 */
export function fixFirst(open: readonly Finding[]) {
  const faults = faultsIn(worstFirst(open));
  const joined = faults
    .filter(({ finding: { figures } }) => figures?.score !== undefined)
    .toSorted((a, b) => (b.finding.figures?.score ?? 0) - (a.finding.figures?.score ?? 0));
  const first = joined.slice(0, MOST);
  const grave = onePerTarget(
    faults.filter(
      ({ finding: { severity, figures } }) =>
        rankOf(severity) >= rankOf('high') && figures?.score === undefined,
    ),
    new Set(first.map(({ finding: { target } }) => target)),
  );
  const items = [...first, ...grave].slice(0, MOST).map(itemOf);

  return { items, joined: joined.length, moreJoined: joined.length - first.length };
}

/** A path is shown whole; of other evidence there is the beginning. */
function itemOf(fault: Fault) {
  const { lines, steps, ...shown } = shownFault(fault);
  const most = fault.finding.figures?.score === undefined ? MOST_LINES : lines.length;

  return {
    ...shown,
    steps,
    graph: pathGraph(steps),
    lines: leadingEvidence(lines, most),
    moreLines: Math.max(0, lines.length - most),
  };
}

function onePerTarget(faults: readonly Fault[], taken: Set<string>): readonly Fault[] {
  return faults.filter(({ finding: { target } }) => {
    const isNew = !taken.has(target);
    taken.add(target);
    return isNew;
  });
}
