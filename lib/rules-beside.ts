import { writtenRules } from '../functions/domain/rules/read-rules.ts';
import type { Rules } from '../functions/domain/rules/rules.ts';

/** Of what lies beside the code of a function, so that no permission is needed to read it. */
const RULES_PATH = 'data/rules.json';

/** What a function is made with that acts by the rules: they lie beside its code. Nothing where there are none. */
export function rulesBeside(rules: Rules) {
  if (rules.rules.length === 0) return { beside: {}, environment: {} };

  return { beside: { [RULES_PATH]: writtenRules(rules) }, environment: { RULES: RULES_PATH } };
}
