import * as z from 'zod/mini';

/** What code asks of AWS through an SDK, as far as it can be read from where Lambda enters it. */
export interface SdkCalls {
  /** One of each service, operation and place. */
  readonly calls: readonly SdkCall[];
  /** Places from which other calls may be made: then what is not in `calls` may be called all the same. */
  readonly unresolved: readonly UnresolvedCalls[];
}

export interface SdkCall extends CodePlace {
  /** As botocore names it: `s3`, `dynamodb`, `stepfunctions`. */
  readonly service: string;
  /** As the API names it: `GetObject`. */
  readonly operation: string;
  /** Those of its parameters that name what it is about, and only those. */
  readonly resources: readonly CalledResource[];
}

export interface CalledResource {
  /** As the API names it: `Bucket`, `TableName`, `QueueUrl`. */
  readonly parameter: string;
  /** Its text, part after part; where it may be one of several, each. */
  readonly values: readonly (readonly TextPart[])[];
}

/** Literal text, the value of an environment variable, or what only a run would show. */
export type TextPart =
  | { readonly text: string }
  | {
      readonly variable: string;
      /** What the code takes where the variable is not set. */
      readonly otherwise?: string | undefined;
    }
  | { readonly unknown: true };

export interface UnresolvedCalls extends CodePlace {
  /** Where no other than this one may be called. */
  readonly service?: string | undefined;
  /** In words: `the name of the client is made up as it runs`. */
  readonly reason: string;
}

export interface CodePlace {
  /** Of a file within the archive. */
  readonly path: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units. */
  readonly column: number;
}

/** The same text for the same place, to find it among others. */
export function placeKey({ path, line, column }: CodePlace): string {
  return `${path}:${line}:${column}`;
}

const place = { path: z.string(), line: z.number(), column: z.number() };

/** Calls as they were stored. */
export const sdkCalls: z.ZodMiniType<SdkCalls> = z.object({
  calls: z.array(
    z.object({
      ...place,
      service: z.string(),
      operation: z.string(),
      resources: z.array(
        z.object({
          parameter: z.string(),
          values: z.array(
            z.array(
              z.union([
                z.object({ text: z.string() }),
                z.object({ variable: z.string(), otherwise: z.optional(z.string()) }),
                z.object({ unknown: z.literal(true) }),
              ]),
            ),
          ),
        }),
      ),
    }),
  ),
  unresolved: z.array(z.object({ ...place, service: z.optional(z.string()), reason: z.string() })),
});
