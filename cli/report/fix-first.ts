import { rankOf } from '../../functions/core/severity.ts';
import type { Finding } from '../../functions/domain/finding.ts';
import { leadingEvidence } from '../../functions/domain/notification/wording.ts';
import { worstFirst } from '../selection.ts';
import { pathGraph } from './path-graph.ts';
import { shownFinding } from './shown-finding.ts';

const MOST = 5;
/** The finding itself has them all. */
const MOST_LINES = 4;

/**
 * What to begin with: findings that join others, by their score; where those are few, the worst of
 * the rest, each about another target.
 */
export function fixFirst(open: readonly Finding[]) {
  const joined = worstFirst(open)
    .filter(({ figures }) => figures?.score !== undefined)
    .toSorted((a, b) => (b.figures?.score ?? 0) - (a.figures?.score ?? 0));
  const first = joined.slice(0, MOST);
  const grave = onePerTarget(
    worstFirst(open).filter(
      (finding) =>
        rankOf(finding.severity) >= rankOf('high') && finding.figures?.score === undefined,
    ),
    new Set(first.map(({ target }) => target)),
  );
  const items = [...first, ...grave].slice(0, MOST).map(itemOf);

  return { items, joined: joined.length, moreJoined: joined.length - first.length };
}

/** A path is shown whole; of other evidence there is the beginning. */
function itemOf(finding: Finding) {
  const { lines, steps, ...shown } = shownFinding(finding);
  const most = finding.figures?.score === undefined ? MOST_LINES : lines.length;

  return {
    ...shown,
    steps,
    graph: pathGraph(steps),
    lines: leadingEvidence(lines, most),
    moreLines: Math.max(0, lines.length - most),
  };
}

function onePerTarget(findings: readonly Finding[], taken: Set<string>): readonly Finding[] {
  return findings.filter(({ target }) => {
    const isNew = !taken.has(target);
    taken.add(target);
    return isNew;
  });
}
