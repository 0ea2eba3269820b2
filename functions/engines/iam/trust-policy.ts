import * as z from 'zod/mini';
import { selectsAction, statement } from './policy-document.ts';
import { principals } from './principal.ts';
import { type Access, accessWith, isTakenBack } from './resource-access.ts';
import { type ResourceStatement, resourceStatements } from './resource-policy.ts';

/** Who may take up a role. */
export interface TrustPolicy {
  readonly statements: readonly ResourceStatement[];
}

/** A trust policy as it is stored. */
export const trustPolicy = z.object({
  statements: z.array(z.extend(statement, { principals })),
});

/**
 * @param document JSON text, plain or URL-encoded.
 * @throws MalformedPolicy
 */
export function parseTrustPolicy(document: string): TrustPolicy {
  return { statements: resourceStatements(document, 'the trust policy') };
}

/**
 * Who may take up a role, statement by statement, after its Denies.
 *
 * @param arn of the role.
 */
export function assumersIn({ statements }: TrustPolicy, arn: string): readonly Access[] {
  return statements
    .filter(({ effect }) => effect === 'Allow')
    .flatMap((allow) => {
      const actions = ways.filter((way) => selectsAction(allow.actions, way));
      return accessWith(allow, statements, { own: arn, actions });
    })
    .filter((access) => !isTakenBack(access));
}

/** Other actions of a trust policy, such as sts:TagSession, only add to one of these. */
const ways = ['sts:AssumeRole', 'sts:AssumeRoleWithSAML', 'sts:AssumeRoleWithWebIdentity'];
