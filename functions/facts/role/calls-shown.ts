import { each } from '../../app/collectors.ts';
import type { Collector } from '../../app/ports.ts';
import type { Target } from '../../core/target.ts';
import { type FunctionUse, showsCalls } from '../../engines/iam/index.ts';
import { defineFact, type FactCollector, typed } from '../define-fact.ts';
import { codeUseFact } from './code-use.ts';

/**
 * Whether the code of its functions shows what they call: then one finding says what it is allowed
 * beyond that. It is never unknown, for what is not known does not show it.
 */
export const callsShownFact = defineFact({
  key: 'callsShown',
  about: ['role'],
  value: typed<boolean>(),
  words: 'whether the code of its functions shows what they call',
  grants: codeUseFact.grants,
});

export function callsShown(
  uses: Collector<Target<'role'>, readonly FunctionUse[]>,
): FactCollector<typeof callsShownFact> {
  return async (roles: readonly Target<'role'>[]) => {
    const found = await uses(roles);

    return each(found, (use) => ({ known: true, value: use.known && showsCalls(use.value) }));
  };
}
