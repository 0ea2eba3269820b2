import * as z from 'zod/mini';
import type { Known } from './known.ts';

/** What is known, or why it is not, as it is stored. */
export function knownSchema<T>(value: z.ZodMiniType<T>): z.ZodMiniType<Known<T>> {
  return z.discriminatedUnion('known', [
    z.object({
      known: z.literal(true),
      value,
      incomplete: z.optional(z.string()),
      understated: z.optional(z.string()),
      unweighed: z.optional(z.string()),
    }),
    z.object({ known: z.literal(false), reason: z.string() }),
  ]);
}
