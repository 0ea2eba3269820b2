import * as z from 'zod/mini';
import type { Evidence } from './evidence.ts';
import { evidenceSchema } from './evidence-schema.ts';

const weaknessKinds = ['event-code-execution'] as const;

/** A way from what a caller sends to where it does harm. */
export interface Weakness {
  readonly kind: (typeof weaknessKinds)[number];
  /** What it ends in, as the language's readers know it: `eval`, `vm.runInNewContext`. */
  readonly sink: string;
  /** Of a file within the archive. */
  readonly path: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units. */
  readonly column: number;
  /** From the event to the sink, eight steps at most. It names variables and never shows a value. */
  readonly flow: readonly Evidence[];
}

/** A weakness as it was stored. */
export const weakness: z.ZodMiniType<Weakness> = z.object({
  kind: z.enum(weaknessKinds),
  sink: z.string(),
  path: z.string(),
  line: z.number(),
  column: z.number(),
  flow: z.array(evidenceSchema),
});
