import { rankOf } from '../../functions/domain/check.ts';
import type { Finding } from '../../functions/domain/finding.ts';
import { worstFirst } from '../selection.ts';
import { shownFinding } from './shown-finding.ts';

const MOST = 5;
/** Lines of evidence: the finding itself has them all. */
const [MOST_STEPS, MOST_LINES] = [8, 4];

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

/** The steps of a path are numbered by the page; what else is known of it stands below them. */
function itemOf(finding: Finding) {
  const shown = shownFinding(finding);
  const steps = shown.evidence.filter(({ text }) => STEP.test(text));
  const isPath = steps.length > 0;
  const lines = isPath ? steps : shown.evidence;
  const most = finding.figures?.score === undefined ? MOST_LINES : MOST_STEPS;

  return {
    ...shown,
    isPath,
    moreEvidence: Math.max(0, lines.length - most),
    evidence: lines.slice(0, most).map(({ position, text }) => ({
      position,
      text: text.replace(STEP, ''),
    })),
    besides: isPath
      ? shown.evidence.filter(({ text }) => !STEP.test(text)).map(({ text }) => text)
      : [],
  };
}

const STEP = /^\d+[.)] /;

function onePerTarget(findings: readonly Finding[], taken: Set<string>): readonly Finding[] {
  return findings.filter(({ target }) => {
    const isNew = !taken.has(target);
    taken.add(target);
    return isNew;
  });
}
