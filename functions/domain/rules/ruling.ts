import { compareTexts } from '../../core/compare-texts.ts';
import { rankOf } from '../../core/severity.ts';
import { type Effect, hasEnded, type Rule, type Rules } from './rules.ts';
import { type Selectable, type Selected, selects } from './selects.ts';

/** What the rules say of a finding. */
export interface Ruling {
  /** The one that suppresses it. */
  readonly suppressedBy?: Rule | undefined;
  /** The one that sets its severity. */
  readonly weighedBy?: WeighingRule | undefined;
  /** Names of those of which it is not known whether they select it. */
  readonly undecided: ReadonlySet<string>;
}

export type WeighingRule = Rule & { readonly effect: Effect & { readonly kind: 'severity' } };

/**
 * What the rules that have not ended say of a finding. The order in which they stand means nothing: of
 * several that suppress it, the one counts that ends last; of several severities, the worst; of equals,
 * the first by its name.
 *
 * @param now ISO 8601 in UTC.
 */
export function rulingOf({ rules }: Rules, finding: Selectable, now: string): Ruling {
  const answers = rules
    .filter((rule) => !hasEnded(rule, now))
    .map((rule) => [rule, selects(rule.match, finding)] as const);
  const selecting = answers.filter(isAnswered('yes')).map(([rule]) => rule);

  return {
    suppressedBy: selecting
      .filter(({ effect }) => effect.kind === 'suppress')
      .toSorted(lastEnding)[0],
    weighedBy: selecting.filter(isWeighing).toSorted(worst)[0],
    undecided: new Set(answers.filter(isAnswered('unknown')).map(([{ name }]) => name)),
  };
}

function isAnswered(asked: Selected) {
  return ([, answer]: readonly [Rule, Selected]) => answer === asked;
}

function isWeighing(rule: Rule): rule is WeighingRule {
  return rule.effect.kind === 'severity';
}

/** One without an end ends after all others. */
function lastEnding(one: Rule, other: Rule): number {
  if (one.until === other.until) return compareTexts(one.name, other.name);
  if (one.until === undefined) return -1;
  if (other.until === undefined) return 1;

  return compareTexts(other.until, one.until);
}

function worst(one: WeighingRule, other: WeighingRule): number {
  return (
    rankOf(other.effect.severity) - rankOf(one.effect.severity) ||
    compareTexts(one.name, other.name)
  );
}
