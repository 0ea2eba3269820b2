import { compareTexts } from '../../core/compare-texts.ts';
import type { Finding } from '../finding.ts';
import { ownedOf } from '../ownership.ts';
import { hasEnded, type Rule, type Rules } from './rules.ts';
import { type Selectable, selects } from './selects.ts';

/** What a rule does to what is stored. */
export interface RuleReport {
  readonly rule: Rule;
  /** `ending` within a week. */
  readonly state: 'standing' | 'ending' | 'ended';
  /** Findings that are open or suppressed and that it selects. */
  readonly matches: readonly Finding[];
  /** How many may be selected by tags, which are not stored with findings. */
  readonly undecided: number;
}

/**
 * What each rule selects of what is stored, whatever other rules say of it.
 *
 * @param now ISO 8601 in UTC.
 * @param soon what ends by then ends soon.
 */
export function reportOnRules(
  { rules }: Rules,
  findings: readonly Finding[],
  { now, soon }: { readonly now: string; readonly soon: string },
): readonly RuleReport[] {
  const present = findings.filter(({ status }) => status !== 'resolved');

  return rules.map((rule) => {
    const answers = present.map((finding) => [finding, storedAnswer(rule, finding)] as const);

    return {
      rule,
      state: hasEnded(rule, now) ? 'ended' : hasEnded(rule, soon) ? 'ending' : 'standing',
      matches: answers
        .filter(([, answer]) => answer === 'yes')
        .map(([finding]) => finding)
        .toSorted((a, b) => compareTexts(a.target, b.target)),
      undecided: answers.filter(([, answer]) => answer === 'unknown').length,
    };
  });
}

/** What it suppresses already it selects. */
function storedAnswer(rule: Rule, finding: Finding) {
  const answer = selects(rule.match, storedSelectable(finding));
  const isIts = finding.status === 'suppressed' && finding.suppression?.rule === rule.name;

  return answer === 'unknown' && isIts ? 'yes' : answer;
}

/** By the severity that it has now: what its check gives is not stored where a rule has set it. */
function storedSelectable(finding: Finding): Selectable {
  return { ...finding, owned: ownedOf(finding), hasUnknownTags: true };
}
