import * as z from 'zod/mini';
import { severities } from '../../core/severity.ts';

/** A place in a file that holds what looks like a live secret. It never holds the secret itself. */
export type FileSecret = Readonly<z.infer<typeof fileSecret>>;

export const fileSecret = z.object({
  /** `GitHub token`, `password` and so on. */
  kind: z.string(),
  severity: z.enum(severities),
  /** Of a file within the archive. */
  path: z.string(),
  /** From 1. */
  line: z.number(),
  /** From 1, in UTF-16 units. */
  column: z.number(),
  /** What it is given to there, where that is known. */
  name: z.optional(z.string()),
  /**
   * The variable of the environment for which it stands in where that is not set, the class of its own length, and whether
   * it is a key that examples have.
   */
  insteadOf: z.optional(
    z.object({
      variable: z.string(),
      below: z.optional(z.number()),
      isCommon: z.optional(z.boolean()),
    }),
  ),
  /** Whether that variable is set, so that it is not in use; absent where that is not known. */
  isIdle: z.optional(z.boolean()),
  /** At most the first four characters and the length; empty for a short one. */
  masked: z.string(),
  /** Of one that no guess finds, for equal ones have it in common: see ADR 49. */
  fingerprint: z.optional(z.string()),
  /** Places of one archive with the same number hold the same value; absent where no other does. */
  value: z.optional(z.number()),
});
