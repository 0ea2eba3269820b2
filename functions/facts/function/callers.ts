import { perTargetKnown } from '../../app/collectors.ts';
import type { Collector } from '../../app/ports.ts';
import { type Known, unknown } from '../../core/known.ts';
import type { FunctionTarget } from '../../core/target.ts';
import type { EntryPoint } from '../../domain/exposure/entry-point.ts';
import type { EventSource } from '../../domain/exposure/event-source.ts';
import {
  callersAmong,
  type KnownCallers,
  unknownCallers,
} from '../../domain/exposure/known-callers.ts';
import { defineFact, type FactCollector, typed } from '../define-fact.ts';
import { readsStored } from '../table-grants.ts';

/** What all its callers have in common, as far as they are known. */
export const callersFact = defineFact({
  key: 'callers',
  about: ['function'],
  value: typed<KnownCallers>(),
  words: 'who calls it',
  grants: readsStored,
});

interface StoredWays {
  /** As the permissions scanner has last stored them. */
  readonly waysIn: Collector<FunctionTarget, readonly EntryPoint[]>;
  /** As the usage scanner has. */
  readonly eventSources: Collector<FunctionTarget, readonly EventSource[]>;
}

/**
 * By what was stored the night before. What is not known whole, as on a first night, is no reason to
 * think less of a weakness: then anyone may call it.
 */
export function callers({ waysIn, eventSources }: StoredWays): FactCollector<typeof callersFact> {
  return async (targets) => {
    const [waysTo, sourcesOf] = await Promise.all([waysIn(targets), eventSources(targets)]);

    return perTargetKnown(async ({ arn }: FunctionTarget) => {
      const [ways = unread, sources = unread] = [waysTo.get(arn), sourcesOf.get(arn)];
      const isKnown = ways.known && sources.known && isWhole(ways) && isWhole(sources);

      return {
        known: true,
        value: isKnown ? callersAmong(ways.value, sources.value) : unknownCallers,
      };
    })(targets);
  };
}

function isWhole(fact: Known<unknown>): boolean {
  return fact.known && fact.incomplete === undefined;
}

const unread = unknown('it has not been read');
