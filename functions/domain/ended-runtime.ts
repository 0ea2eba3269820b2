import * as z from 'zod/mini';

/** A deprecated runtime, as a function that has it is noted: see `RuntimeLifecycle`. */
export type RuntimePart = z.infer<typeof runtimePart>;

export const runtimePart = z.object({
  runtime: z.string(),
  deprecated: z.string(),
  createBlocked: z.optional(z.string()),
  updateBlocked: z.optional(z.string()),
  successor: z.optional(z.string()),
});
