import {
  type GetAccountAuthorizationDetailsResponse,
  type IAMClient,
  type ManagedPolicyDetail,
  paginateGetAccountAuthorizationDetails,
  type RoleDetail,
} from '@aws-sdk/client-iam';
import { settle } from '../app/collectors.ts';
import type { RoleReader } from '../app/ports.ts';
import { unknown } from '../domain/facts.ts';
import { parsePolicy } from '../domain/iam/policy-document.ts';
import {
  type NamedPolicy,
  type RolePermissions,
  rolePermissionsOf,
} from '../domain/iam/role-permissions.ts';

/** Roles a page; IAM may answer with fewer. */
const PAGE = 1_000;

/**
 * Reads roles from the details of the whole account: two or three calls for most, instead of five
 * for each role. A role that cannot be told is unknown.
 *
 * Source: "GetAccountAuthorizationDetails" (IAM API Reference).
 */
export function iamRoles(client: IAMClient): RoleReader {
  return {
    async read(roleArns) {
      const { roles, managed } = await readAccount(client, roleArns);

      const permissions = [...roleArns].map(async (arn) => {
        const role = roles.get(arn);
        return [arn, role ? await settle(() => permissionsOf(role, managed)) : missing] as const;
      });

      return new Map(await Promise.all(permissions));
    },
  };
}

const missing = unknown('IAM does not list it: it is gone, or in another account');

/** A role's policies may come on a later page than the role: all pages first. */
async function readAccount(client: IAMClient, roleArns: ReadonlySet<string>) {
  const roles = new Map<string, RoleDetail>();
  const managed = new Map<string, () => NamedPolicy>();

  for await (const page of pagesOf(client)) {
    for (const role of page.RoleDetailList ?? []) {
      if (role.Arn !== undefined && roleArns.has(role.Arn)) roles.set(role.Arn, role);
    }
    for (const policy of page.Policies ?? []) {
      if (policy.Arn !== undefined)
        managed.set(policy.Arn, once(managedPolicy(policy.Arn, policy)));
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

type ManagedPolicies = ReadonlyMap<string, () => NamedPolicy>;

/** @throws when one of its policies is missing or malformed: the others do not make up for it. */
function permissionsOf(role: RoleDetail, managed: ManagedPolicies): RolePermissions {
  const inline = (role.RolePolicyList ?? []).map(
    ({ PolicyName: name = 'unnamed', PolicyDocument }) =>
      policyOf({ name, source: 'inline' }, PolicyDocument),
  );
  const attached = (role.AttachedManagedPolicies ?? []).map(({ PolicyArn, PolicyName }) =>
    pick(managed, PolicyArn, PolicyName),
  );
  const limit = role.PermissionsBoundary;
  const boundary = limit && pick(managed, limit.PermissionsBoundaryArn, 'boundary');

  return rolePermissionsOf([...inline, ...attached], boundary);
}

function pick(managed: ManagedPolicies, arn: string | undefined, name = 'unnamed'): NamedPolicy {
  const policy = arn === undefined ? undefined : managed.get(arn);

  if (!policy) throw new Error(`IAM left out the managed policy ${arn ?? name} of the role`);
  return policy();
}

function managedPolicy(arn: string, { PolicyName, PolicyVersionList = [] }: ManagedPolicyDetail) {
  const document = PolicyVersionList.find(({ IsDefaultVersion }) => IsDefaultVersion)?.Document;
  const name = PolicyName ?? arn.split('/').at(-1) ?? arn;

  return () => policyOf({ name, source: 'managed', arn }, document);
}

function policyOf(
  policy: Omit<NamedPolicy, 'statements'>,
  document: string | undefined,
): NamedPolicy {
  const name = `the ${policy.source} policy ${policy.arn ?? policy.name}`;

  if (document === undefined) throw new Error(`IAM left out the document of ${name}`);
  return { ...policy, statements: parsePolicy(document, name) };
}

/** Most policies belong to no role that is asked for, and some to many. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;

  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
