import * as z from 'zod/mini';
import type { FactStore } from '../app/ports.ts';
import { type ExternalImports, externalImportsSchema } from '../engines/packages/index.ts';

/** Under which the facts table keeps them. */
const KIND = 'layer-seeker';

/** What a function uses of layers: their versions, and what its handler imports from outside its archive. */
export interface LayerUse {
  /** ARNs, the first of them below the others. */
  readonly layers: readonly string[];
  /** Undefined where the imports are not known. */
  readonly sought?: ExternalImports | undefined;
}

const schema: z.ZodMiniType<LayerUse> = z.object({
  layers: z.array(z.string()),
  sought: z.optional(externalImportsSchema),
});

/**
 * What the code scanner stores about functions for the checks of their layers. By the function's ARN,
 * for a layer knows its functions by nothing else. Only what has changed is written.
 */
export function layerUses(facts: FactStore) {
  const read = async (functions: readonly string[]): Promise<ReadonlyMap<string, LayerUse>> => {
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

    async note(uses: ReadonlyMap<string, LayerUse>): Promise<void> {
      const before = await read([...uses.keys()]);
      const changed = [...uses].filter(([arn, now]) => textOf(now) !== textOf(before.get(arn)));

      if (changed.length > 0) await facts.write(KIND, new Map(changed));
    },
  };
}

/** Through the schema, which brings all properties into one order. */
function textOf(use: LayerUse | undefined): string {
  return use === undefined ? '' : JSON.stringify(schema.parse(use));
}
