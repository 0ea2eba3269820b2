import * as z from 'zod/mini';

/** A line of evidence as it is stored, and as machines get it. */
export const evidenceSchema = z.object({
  text: z.string(),
  path: z.exactOptional(z.string()),
  line: z.exactOptional(z.number()),
  column: z.exactOptional(z.number()),
  code: z.exactOptional(z.string()),
});
