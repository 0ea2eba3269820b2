import type { Rule, Selector, Thresholds } from '../../functions/domain/rules/rules.ts';

/** A rule without an end. @param effect @default that it suppresses */
export function ruleOf(match: Selector, effect: Rule['effect'] = { kind: 'suppress' }): Rule {
  return { name: 'rule', match, effect, reason: 'ours', until: undefined };
}

/** One that gives other thresholds. */
export function thresholdRule(match: Selector, thresholds: Thresholds = { idleDays: 400 }): Rule {
  return ruleOf(match, { kind: 'thresholds', thresholds });
}
