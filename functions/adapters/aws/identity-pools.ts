import {
  type CognitoIdentityClient,
  DescribeIdentityPoolCommand,
  GetIdentityPoolRolesCommand,
} from '@aws-sdk/client-cognito-identity';
import * as z from 'zod/mini';
import type { Clock } from '../../app/ports.ts';
import { onceASweep } from '../../facts/once-a-sweep.ts';
import { notFoundAsNone } from './not-found-as-none.ts';

/**
 * Whether an identity pool hands the credentials of a role to anyone on the internet; not by a pool that is gone, whose
 * id no other gets. @throws when it is not known.
 */
export type GuestReader = (pool: string, role: string) => Promise<boolean>;

/**
 * Asks an identity pool whether it lets in those that are not signed in, and, where these cannot choose among the roles that
 * let them in (the basic flow), which role it gives them: a call or two a sweep.
 *
 * Source: "Identity pools authentication flow" (Amazon Cognito Developer Guide).
 */
export function identityPoolGuests(
  clientIn: (region: string) => CognitoIdentityClient,
  clock: Clock,
): GuestReader {
  const pools = onceASweep((id) => poolOf(clientIn(regionOfPool(id)), id), clock);
  const roles = onceASweep((id) => guestRoleOf(clientIn(regionOfPool(id)), id), clock);

  return async (pool, role) => {
    const found = await pools(pool);
    if (!found?.AllowUnauthenticatedIdentities) return false;

    return found.AllowClassicFlow === true || (await roles(pool)) === role;
  };
}

const identityPool = z.object({
  AllowUnauthenticatedIdentities: z.boolean(),
  AllowClassicFlow: z.optional(z.boolean()),
});

/** Undefined where there is none of that id. */
async function poolOf(client: CognitoIdentityClient, IdentityPoolId: string) {
  return notFoundAsNone(
    async () =>
      identityPool.parse(await client.send(new DescribeIdentityPoolCommand({ IdentityPoolId }))),
    'ResourceNotFoundException',
  );
}

/** ARN of the role that it gives to those that are not signed in; undefined where it gives none. */
async function guestRoleOf(
  client: CognitoIdentityClient,
  IdentityPoolId: string,
): Promise<string | undefined> {
  const { Roles } = await client.send(new GetIdentityPoolRolesCommand({ IdentityPoolId }));

  return Roles?.unauthenticated;
}

/** Of `eu-west-1:3b0c…`. */
function regionOfPool(id: string): string {
  return id.split(':')[0] ?? '';
}
