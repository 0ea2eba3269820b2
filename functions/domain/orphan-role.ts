import * as z from 'zod/mini';
import type { TrustPolicy } from '../engines/iam/index.ts';

/** A role for functions that none of them runs as. */
export type OrphanRole = z.infer<typeof orphanRole>;

/** One as it is stored. */
export const orphanRole = z.object({
  arn: z.string(),
  /** ISO 8601 in UTC. */
  createdAt: z.string(),
  /** ISO 8601 in UTC; undefined where IAM, which forgets after 400 days, knows of no use. */
  lastUsedAt: z.optional(z.string()),
  /** ARNs of the managed policies that are attached. */
  managed: z.array(z.string()),
});

/** Functions at the edge run as what trusts both. */
const lambdaServices: ReadonlySet<string> = new Set([
  'lambda.amazonaws.com',
  'edgelambda.amazonaws.com',
]);

/** Whether Lambda alone may assume a role. A denial lets no other principal in, and is left out. */
export function isForFunctionsOnly({ statements }: TrustPolicy): boolean {
  const allowing = statements.filter(({ effect }) => effect === 'Allow');

  return (
    allowing.length > 0 &&
    allowing.every(
      ({ principals: { scope, named } }) =>
        scope === 'only' &&
        named.length > 0 &&
        named.every(({ kind, name }) => kind === 'Service' && lambdaServices.has(name)),
    )
  );
}
