import * as z from 'zod/mini';
import { each } from '../app/collectors.ts';
import type { FactStore, FunctionsOf, Survey } from '../app/ports.ts';
import type { Known } from '../core/known.ts';
import type { Target } from '../core/target.ts';
import { sharersOf } from './sharers.ts';
import { storedFact } from './stored-fact.ts';

/** In the facts table `layer` is what the code scanner has found in one. */
const KIND = 'layer-sharers';

/** Stores, once a sweep, which functions use each layer version. */
export function layerSurvey(facts: FactStore): Survey<FunctionsOf> {
  return {
    async survey(functions, unlisted) {
      await facts.write(
        KIND,
        each(functions, (sharers) => sharersOf(sharers, unlisted)),
      );
    },
  };
}

/** What the survey has stored, by ARN. */
export async function storedLayerSharers(
  layers: readonly Target<'layer'>[],
  facts: FactStore,
): Promise<ReadonlyMap<string, Known<readonly string[]>>> {
  const stored = await facts.read(
    KIND,
    layers.map(({ arn }) => arn),
  );

  return each(stored, sharersIn);
}

/** One that is damaged harms no other. */
function sharersIn(stored: unknown): Known<readonly string[]> {
  return storedFact(stored, z.array(z.string()), 'this layer');
}
