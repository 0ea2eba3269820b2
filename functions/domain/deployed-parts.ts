import * as z from 'zod/mini';

/** Of the stack's output: the command line finds it by this, whatever it is called. */
export const DESCRIPTION_OF_PARTS = 'lambda-vigil: where the command line finds its parts';

/** What the stack passes to the command line, as JSON in one output. */
export type DeployedParts = z.infer<typeof deployedParts>;

const scanner = z.object({
  functionName: z.string(),
  queueUrl: z.string(),
  deadLettersUrl: z.string(),
});

export const deployedParts = z.object({
  findingsTable: z.string(),
  scanners: z.object({
    code: scanner,
    dependencies: scanner,
    permissions: scanner,
    usage: scanner,
  }),
  digestFunction: z.string(),
  /** These are absent from what an older version has deployed. */
  factsTable: z.optional(z.string()),
  alertTopic: z.optional(z.string()),
  version: z.optional(z.string()),
});
