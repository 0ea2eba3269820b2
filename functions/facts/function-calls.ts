import * as z from 'zod/mini';
import type { FactStore } from '../app/ports.ts';
import type { Known } from '../core/known.ts';
import { knownSchema } from '../core/known-schema.ts';
import type { SdkCalls } from '../core/sdk-calls.ts';

/** What the code of a function asks of AWS, and what its environment makes of the names in it. */
export interface FunctionCalls {
  readonly sdkCalls: Known<SdkCalls>;
  /** Values of the environment variables by which `sdkCalls` name resources. None looks like a secret. */
  readonly variables: Known<ResourceVariables>;
}

export type ResourceVariables = Readonly<Record<string, string>>;

/** As the code scanner has stored it. By ARN: a role knows its functions by nothing else. */
export type FunctionCallReader = (
  arns: readonly string[],
) => Promise<ReadonlyMap<string, FunctionCalls>>;

/** Under which the facts table keeps them. */
const KIND = 'function-calls';

/** What is stored of a function beside the analysis of its code, which it may share with others. */
export interface FunctionCallNote {
  /** The key of the analysis; undefined for what is not analysed, a container image. */
  readonly code?: string | undefined;
  /** The key of the configuration that the values are from. */
  readonly configuration: string;
  readonly variables: Known<ResourceVariables>;
  /** Tables that its code puts what is of people into, and the fields of that; absent where none is seen. */
  readonly keeps?: KeptByTable | undefined;
}

/** The fields that are put into tables, by the names of these. */
export type KeptByTable = Readonly<Record<string, readonly string[]>>;

const schema: z.ZodMiniType<FunctionCallNote> = z.object({
  code: z.optional(z.string()),
  configuration: z.string(),
  variables: knownSchema<ResourceVariables>(z.record(z.string(), z.string())),
  keeps: z.optional(z.record(z.string(), z.array(z.string()))),
});

/** What the code scanner stores about functions for the checks of their roles. */
export function functionCallNotes(facts: FactStore) {
  return {
    /** What is damaged, or was never noted, is absent. */
    async read(arns: readonly string[]): Promise<ReadonlyMap<string, FunctionCallNote>> {
      const stored = arns.length === 0 ? [] : [...(await facts.read(KIND, arns))];

      return new Map(
        stored.flatMap(([arn, value]) => {
          const parsed = schema.safeParse(value);
          return parsed.success ? [[arn, parsed.data] as const] : [];
        }),
      );
    },

    async note(notes: ReadonlyMap<string, FunctionCallNote>): Promise<void> {
      if (notes.size > 0) await facts.write(KIND, notes);
    },
  };
}
