import { compareTexts } from '../../core/compare-texts.ts';
import type { Coverage, Finding } from '../finding.ts';
import { identityOf } from '../target-identity.ts';
import { hasEnded, type Rule, type Rules } from './rules.ts';
import { isUsedFor, storedAnswer } from './stored-selection.ts';

/** What a rule does to what is stored. */
export interface RuleReport {
  readonly rule: Rule;
  /** `ending` within a week. */
  readonly state: 'standing' | 'ending' | 'ended';
  /** Findings that are open or suppressed and that it selects; a threshold selects none. */
  readonly matches: readonly Finding[];
  /** How many may be selected by tags, which are not stored with findings. */
  readonly undecided: number;
  /** Functions, layers and so on that it is about, whatever is found of them; of a threshold, functions. */
  readonly targets: number;
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
  {
    now,
    soon,
    coverage = [],
  }: {
    readonly now: string;
    readonly soon: string;
    /** What is watched. @default nothing */
    readonly coverage?: readonly Coverage[];
  },
): readonly RuleReport[] {
  const watched = [...new Map(coverage.map((item) => [item.target, item])).values()];
  const present = findings.filter(({ status }) => status !== 'resolved');

  return rules.map((rule) => {
    const isOfFunctions = rule.effect.kind === 'thresholds';
    const judged = isOfFunctions ? [] : present;
    const answers = judged.map((finding) => [finding, storedAnswer(rule, finding)] as const);

    return {
      rule,
      state: hasEnded(rule, now) ? 'ended' : hasEnded(rule, soon) ? 'ending' : 'standing',
      matches: answers
        .filter(([, answer]) => answer === 'yes')
        .map(([finding]) => finding)
        .toSorted((a, b) => compareTexts(a.target, b.target)),
      undecided: answers.filter(([, answer]) => answer === 'unknown').length,
      targets: watched.filter(
        (item) => isUsedFor(rule, item) && (!isOfFunctions || isFunction(item.target)),
      ).length,
    };
  });
}

function isFunction(arn: string): boolean {
  return identityOf(arn).kind === 'function';
}
