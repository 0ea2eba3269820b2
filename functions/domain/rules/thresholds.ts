import type { OwnedNow } from '../ownership.ts';
import { hasEnded, type Rule, type Rules, type Selector, type Thresholds } from './rules.ts';
import { selects } from './selects.ts';

export type Threshold = keyof Thresholds;

/** Of what is asked before there is a finding, only the function and whose it is are known. */
export const thresholdSelectors = [
  'function',
  'account',
  'region',
  'stack',
  'application',
  'owner',
  'tag',
] as const satisfies readonly (keyof Selector)[];

export type ThresholdRule = Rule & {
  readonly effect: Rule['effect'] & { readonly kind: 'thresholds' };
};

/** The rules that set a threshold, and have not ended. */
export function thresholdRules(
  { rules }: Rules,
  name: Threshold,
  now: string,
): readonly ThresholdRule[] {
  return rules.filter(
    (rule): rule is ThresholdRule =>
      rule.effect.kind === 'thresholds' &&
      rule.effect.thresholds[name] !== undefined &&
      !hasEnded(rule, now),
  );
}

/** What of a function thresholds are selected by. */
export interface Measured {
  readonly arn: string;
  /** Undefined where it is not known whose it is. */
  readonly owned: OwnedNow | undefined;
}

/**
 * The threshold of a function. The order of rules means nothing: of several, the strictest counts, which
 * reports the most.
 *
 * @param rules of that threshold.
 * @param otherwise what the settings say.
 * @returns undefined where it is not known whether a rule selects it.
 */
export function thresholdOf(
  rules: readonly ThresholdRule[],
  name: Threshold,
  { arn, owned }: Measured,
  otherwise: number,
): number | undefined {
  const answers = rules.map(({ match, effect }) => ({
    value: effect.thresholds[name] ?? otherwise,
    answer: selects(match, {
      target: arn,
      check: '',
      subject: '',
      severity: undefined,
      evidence: [],
      owned,
      hasUnknownTags: owned === undefined,
    }),
  }));
  if (answers.some(({ answer }) => answer === 'unknown')) return undefined;

  const selected = answers.filter(({ answer }) => answer === 'yes').map(({ value }) => value);
  return selected.length > 0 ? Math.min(...selected) : otherwise;
}
