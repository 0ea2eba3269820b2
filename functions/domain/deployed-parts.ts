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
  /** The topic of the chat channel; absent where there is no such channel. */
  chatTopic: z.optional(z.string()),
  /** ARNs of the topics of each route, that of its chat channel included. */
  routes: z.optional(z.array(z.object({ name: z.string(), topics: z.array(z.string()) }))),
  version: z.optional(z.string()),
  /** Whether functions are looked at when they are changed. */
  watchesChanges: z.optional(z.boolean()),
});

/** Of another output, which is there only where accounts are named. */
export const DESCRIPTION_OF_MEMBERS = 'lambda-vigil: what the roles in other accounts are made of';

/** What the stack passes to `vigil member-template`, as JSON. */
export type DeployedMembers = z.infer<typeof deployedMembers>;

const list = z.array(z.string());

export const deployedMembers = z.object({
  /** ARNs of the roles of its scanners. */
  trusted: z.object({
    code: z.string(),
    dependencies: z.string(),
    permissions: z.string(),
    usage: z.string(),
  }),
  accounts: list,
  externalId: z.string(),
  memberRole: z.string(),
  regions: list,
  decryptWith: list,
  disabledChecks: list,
  enabledChecks: list,
  /** ARN of the bus that changes are sent to, where they are looked at. */
  changesTo: z.optional(z.string()),
});
