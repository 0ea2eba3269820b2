import * as z from 'zod/mini';
import type { FactStore } from '../app/ports.ts';

/**
 * Which secrets in the environments of functions are equal, as one listing has seen it. A label is the same for equal values
 * and says nothing of the value: it is made of the function and the variable that had it first.
 */
export interface EqualValues {
  /** Of the configuration in which the function was seen: of any other one it says nothing. */
  readonly configuration: string;
  /** Labels by the names of variables. */
  readonly labels: Readonly<Record<string, string>>;
}

/** Under which the facts table keeps them. */
const KIND = 'equal values';

const schema: z.ZodMiniType<EqualValues> = z.object({
  configuration: z.string(),
  labels: z.record(z.string(), z.string()),
});

/** What the code scanner stores of functions while it lists them. By ARN. */
export function equalValueNotes(facts: FactStore) {
  return {
    /** What is damaged, or was never noted, is absent. */
    async read(arns: readonly string[]): Promise<ReadonlyMap<string, EqualValues>> {
      const stored = arns.length === 0 ? [] : [...(await facts.read(KIND, arns))];

      return new Map(
        stored.flatMap(([arn, value]) => {
          const parsed = schema.safeParse(value);
          return parsed.success ? [[arn, parsed.data] as const] : [];
        }),
      );
    },

    async note(notes: ReadonlyMap<string, EqualValues>): Promise<void> {
      if (notes.size > 0) await facts.write(KIND, notes);
    },
  };
}
