import {
  type GetAccountAuthorizationDetailsResponse,
  type IAMClient,
  paginateGetAccountAuthorizationDetails,
  type RoleDetail,
} from '@aws-sdk/client-iam';
import { settle, settleInPart } from '../app/collectors.ts';
import type { RoleReader, ToldRole } from '../app/ports.ts';
import {
  type ManagedPolicies,
  managedPolicy,
  permissionsOf,
  trustOf,
} from '../domain/iam/account-details.ts';
import type { NamedPolicy } from '../domain/iam/role-permissions.ts';

/** Roles a page; IAM may answer with fewer. */
const PAGE = 1_000;

/**
 * Reads roles from the details of the whole account: two or three calls for most, instead of five
 * for each role. What of a role cannot be read is unknown, and the rest of it is known.
 *
 * Source: "GetAccountAuthorizationDetails" (IAM API Reference).
 */
export function iamRoles(client: IAMClient): RoleReader {
  return {
    async read() {
      const { roles, managed } = await readAccount(client);

      const told = [...roles].map(
        async ([arn, role]) => [arn, await toldOf(role, managed)] as const,
      );

      return new Map(await Promise.all(told));
    },
  };
}

async function toldOf(role: RoleDetail, managed: ManagedPolicies): Promise<ToldRole> {
  return {
    permissions: await settleInPart(() => permissionsOf(role, managed)),
    trust: await settle(() => trustOf(role)),
    createdAt: await settle(() => createdAtOf(role)),
  };
}

/** A role's policies may come on a later page than the role: all pages first. */
async function readAccount(client: IAMClient) {
  const roles = new Map<string, RoleDetail>();
  const managed = new Map<string, () => NamedPolicy>();

  for await (const page of pagesOf(client)) {
    for (const role of page.RoleDetailList ?? []) {
      if (role.Arn !== undefined) roles.set(role.Arn, role);
    }
    for (const policy of page.Policies ?? []) {
      if (policy.Arn !== undefined) managed.set(policy.Arn, managedPolicy(policy.Arn, policy));
    }
  }

  return { roles, managed };
}

function pagesOf(client: IAMClient): AsyncIterable<GetAccountAuthorizationDetailsResponse> {
  return paginateGetAccountAuthorizationDetails(
    { client, pageSize: PAGE },
    { Filter: ['Role', 'LocalManagedPolicy', 'AWSManagedPolicy'] },
  );
}

/** @throws where IAM leaves it out, which it never does. */
function createdAtOf({ CreateDate }: RoleDetail): string {
  if (!CreateDate) throw new Error('IAM does not tell when the role was made');

  return CreateDate.toISOString();
}
