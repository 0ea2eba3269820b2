import * as z from 'zod/mini';
import type { Evidence } from './evidence.ts';
import { evidenceSchema } from './evidence-schema.ts';
import { type Severity, severities } from './severity.ts';

/**
 * What code can do wrong, whichever language it is written in. A check of the same name reports
 * each; an engine has rows for those that it knows.
 */
export const weaknessKinds = [
  'broken-object-authorization',
  'command-injection',
  'does-not-start',
  'environment-returned',
  'error-details-returned',
  'event-code-execution',
  'event-returned',
  'json-injection',
  'log-injection',
  'logs-whole-event',
  'open-authorizer',
  'open-redirect',
  'path-traversal',
  'predictable-token',
  'prompt-injection',
  'query-injection',
  'secret-in-log',
  'server-side-request-forgery',
  'state-between-invocations',
  'tls-verification-disabled',
  'unescaped-html',
  'unpinned-install',
  'unsafe-deserialization',
  'weak-crypto',
  'xml-external-entity',
] as const;

export type WeaknessKind = (typeof weaknessKinds)[number];

/** A place in code that does harm: with what a caller sends, or by itself. */
export interface Weakness {
  readonly kind: WeaknessKind;
  /** What it ends in, as the language's readers know it: `eval`, `vm.runInNewContext`, `os.system`. */
  readonly sink: string;
  /** Of a file within the archive. */
  readonly path: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units. */
  readonly column: number;
  /**
   * From the event to the sink, eight steps at most; of what is wrong by itself, the sink alone. It
   * names variables and never shows a value.
   */
  readonly flow: readonly Evidence[];
  /** Where this one is better or worse than its kind. @default the check's */
  readonly severity?: Severity | undefined;
  /** The code that does it, cut to a line of at most 200 characters, without secrets. */
  readonly code?: string | undefined;
  /** The same code as it should read, or what to write instead: one to three lines. */
  readonly fix?: string | undefined;
}

/** A weakness as it was stored. */
export const weakness: z.ZodMiniType<Weakness> = z.object({
  kind: z.enum(weaknessKinds),
  sink: z.string(),
  path: z.string(),
  line: z.number(),
  column: z.number(),
  flow: z.array(evidenceSchema),
  severity: z.optional(z.enum(severities)),
  code: z.optional(z.string()),
  fix: z.optional(z.string()),
});
