import { rankOf } from '../../core/severity.ts';
import type { Rule, Rules } from './rules.ts';
import { rulingOf } from './ruling.ts';
import type { Selectable, Selected } from './selects.ts';

/**
 * Whether the rules make a finding graver than medium. Unknown where it is not known whether one of
 * them selects it.
 *
 * @param now ISO 8601 in UTC.
 */
export function raises(rules: Rules, finding: Selectable, now: string): Selected {
  const { weighedBy, undecided } = rulingOf(rules, finding, now);
  if (weighedBy && isRaising(weighedBy)) return 'yes';

  return rules.rules.some((rule) => undecided.has(rule.name) && isRaising(rule)) ? 'unknown' : 'no';
}

function isRaising({ effect }: Rule): boolean {
  return effect.kind === 'severity' && rankOf(effect.severity) > rankOf('medium');
}
