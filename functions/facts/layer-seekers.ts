import * as z from 'zod/mini';
import type { FactStore } from '../app/ports.ts';
import { type ExternalImports, externalImportsSchema } from '../engines/packages/index.ts';

/** Under which the facts table keeps them. */
const KIND = 'layer-seeker';

/** A function that uses layers, and what its handler seeks in them. */
export interface LayerSeeker {
  /** ARNs, the first of them below the others. */
  readonly layers: readonly string[];
  /** Undefined where nobody can tell. */
  readonly sought?: ExternalImports | undefined;
}

const schema: z.ZodMiniType<LayerSeeker> = z.object({
  layers: z.array(z.string()),
  sought: z.optional(externalImportsSchema),
});

/**
 * What the code scanner leaves of functions for whoever judges their layers. By ARN: who comes from
 * a layer knows its functions by nothing else. Only what has changed is written.
 */
export function layerSeekers(facts: FactStore) {
  const read = async (functions: readonly string[]): Promise<ReadonlyMap<string, LayerSeeker>> => {
    const stored = functions.length === 0 ? [] : [...(await facts.read(KIND, functions))];

    return new Map(
      stored.flatMap(([arn, value]) => {
        const parsed = schema.safeParse(value);
        return parsed.success ? [[arn, parsed.data] as const] : [];
      }),
    );
  };

  return {
    /** What is damaged, or was never noted, is absent. */
    read,

    async note(seekers: ReadonlyMap<string, LayerSeeker>): Promise<void> {
      const before = await read([...seekers.keys()]);
      const changed = [...seekers].filter(([arn, now]) => textOf(now) !== textOf(before.get(arn)));

      if (changed.length > 0) await facts.write(KIND, new Map(changed));
    },
  };
}

/** Through the schema, which brings all properties into one order. */
function textOf(seeker: LayerSeeker | undefined): string {
  return seeker === undefined ? '' : JSON.stringify(schema.parse(seeker));
}
