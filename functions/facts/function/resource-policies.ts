import { oncePerChunk, perTargetKnown } from '../../app/collectors.ts';
import type { Collector } from '../../app/ports.ts';
import { joinedReasons } from '../../core/joined-reasons.ts';
import { type Known, unknown } from '../../core/known.ts';
import type { FunctionTarget } from '../../core/target.ts';
import type { Alias } from '../../domain/published-version.ts';
import type { ResourcePolicy } from '../../engines/iam/index.ts';
import { defineFact, type FactCollector, typed } from '../define-fact.ts';
import { readsInTurn } from '../turn-grants.ts';

/** Reads the policies of a function, its aliases and its versions. @throws when it cannot be read. */
export type ResourcePolicyReader = (
  of: Pick<FunctionTarget, 'arn' | 'region' | 'versions'>,
  aliases: readonly Alias[],
) => Promise<Known<readonly ResourcePolicy[]>>;

/** At most one for the function itself and for each of its aliases and published versions. */
export const resourcePoliciesFact = defineFact({
  key: 'resourcePolicies',
  about: ['function'],
  value: typed<readonly ResourcePolicy[]>(),
  words: 'its resource policies',
  grants: [
    { action: 'lambda:GetPolicy', on: 'any function' },
    { action: 'lambda:ListAliases', on: 'any function' },
    ...readsInTurn,
  ],
});

/**
 * Read once for each chunk, whichever facts follow from them. Of a function whose aliases still wait
 * for their night they are incomplete: an alias may have one of its own.
 */
export function resourcePolicies(
  read: ResourcePolicyReader,
  aliases: Collector<FunctionTarget, readonly Alias[]>,
): FactCollector<typeof resourcePoliciesFact> {
  return oncePerChunk(async (targets) => {
    const named = await aliases(targets);

    return perTargetKnown<FunctionTarget, readonly ResourcePolicy[]>(async (target) => {
      const ofTarget = named.get(target.arn) ?? unlisted;
      if (!ofTarget.known) return unknown(`its aliases: ${ofTarget.reason}`);

      const policies = await read(target, ofTarget.value);
      if (!policies.known) return policies;
      const incomplete = joinedReasons([policies.incomplete, ofTarget.incomplete]);
      return { ...policies, ...(incomplete !== undefined && { incomplete }) };
    })(targets);
  });
}

const unlisted: Known<never> = unknown('they have not been listed');
