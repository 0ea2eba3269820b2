import * as z from 'zod/mini';
import { attempt, each } from '../app/collectors.ts';
import { layerUsersOf } from '../app/layer-users.ts';
import type { FactStore } from '../app/ports.ts';
import type { FunctionsOf, Survey } from '../app/surveys.ts';
import type { WatchedBy } from '../app/watched-accounts.ts';
import type { Known } from '../core/known.ts';
import type { Target } from '../core/target.ts';
import { sharersOf } from './sharers.ts';
import { storedFact } from './stored-fact.ts';

/** In the facts table `layer` is what the code scanner has found in one. */
const KIND = 'layer-sharers';

/**
 * Stores, once a sweep, which functions use each layer version.
 *
 * @param owners notes whose these are. Where it fails, there is no note, and tags are read one by one.
 */
export function layerSurvey(
  facts: FactStore,
  owners?: Survey<FunctionsOf> | undefined,
): Survey<FunctionsOf> {
  return {
    async survey(functions, unlisted) {
      await facts.write(
        KIND,
        each(functions, (sharers) => sharersOf(sharers, unlisted)),
      );
      await attempt(() => owners?.survey(functions, unlisted));
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

/** The functions of all accounts that are watched; of one whose sweep has never ended there are none. */
export async function sharersInAll(
  layers: readonly Target<'layer'>[],
  { facts, ids }: WatchedBy,
): Promise<ReadonlyMap<string, Known<readonly string[]>>> {
  const users = [...(await layerUsersOf(facts, await ids()))];
  const unlisted = users.flatMap(([account, each]) =>
    each.unlisted.map((fact) => ({ fact: `${fact} (${account})`, reason: '' })),
  );

  return new Map(
    layers.map(({ arn }) => {
      const sharers = users.flatMap(([, each]) => each.functionsOfLayer.get(arn) ?? []);
      return [arn, sharersOf(sharers, unlisted)];
    }),
  );
}

/** One that is damaged harms no other. */
function sharersIn(stored: unknown): Known<readonly string[]> {
  return storedFact(stored, z.array(z.string()), 'this layer');
}
