import * as z from 'zod/mini';
import type { Known } from '../../core/known.ts';
import { type ManagedPolicies, policiesIn } from './account-details.ts';
import { type RolePermissions, rolePermissionsOf } from './role-permissions.ts';

/** The users and groups of an account: whom a role may come to act as, or may give permissions. */
export interface AccountIdentities {
  readonly users: readonly AccountUser[];
  readonly groups: readonly AccountGroup[];
}

export interface AccountUser {
  readonly arn: string;
  /** Its own and those of its groups, within its boundary. */
  readonly permissions: Known<RolePermissions>;
}

export interface AccountGroup {
  readonly arn: string;
  readonly permissions: Known<RolePermissions>;
  /** ARNs of users. */
  readonly members: readonly string[];
}

export const noIdentities: AccountIdentities = { users: [], groups: [] };

/** UserDetailList and GroupDetailList, as IAM or the AWS CLI write them. */
export interface IdentityDetails {
  readonly users: unknown;
  readonly groups: unknown;
}

/**
 * What is malformed is left out and makes the answer incomplete; without one of the lists nothing is
 * known.
 *
 * Source: "GetAccountAuthorizationDetails" (IAM API Reference).
 */
export function identitiesIn(
  details: IdentityDetails,
  managed: ManagedPolicies,
): Known<AccountIdentities> {
  if (!Array.isArray(details.users)) return lacking('UserDetailList');
  if (!Array.isArray(details.groups)) return lacking('GroupDetailList');

  const groups = details.groups.flatMap((raw: unknown) => parsed(group, raw));
  const users = details.users.flatMap((raw: unknown) => parsed(user, raw));
  const policies = new Map(
    groups.map((each) => [each.GroupName, policiesIn(each, 'GroupPolicyList', managed)]),
  );
  const left = details.groups.length - groups.length + details.users.length - users.length;
  return {
    known: true,
    value: {
      users: users.map((each) => ({
        arn: each.Arn,
        permissions: userPermissions(each, policies, managed),
      })),
      groups: groups.map(({ Arn, GroupName }) => ({
        arn: Arn,
        permissions: policies.get(GroupName) ?? notListed(GroupName),
        members: users
          .filter(({ GroupList }) => GroupList.includes(GroupName))
          .map((each) => each.Arn),
      })),
    },
    ...(left > 0 && { incomplete: 'some users or groups are not as IAM writes them' }),
  };
}

const user = z.looseObject({
  Arn: z.string().check(z.regex(/^arn:[^:]*:iam::\d{12}:user\//)),
  GroupList: z._default(z.array(z.string()), []),
});

const group = z.looseObject({
  Arn: z.string().check(z.regex(/^arn:[^:]*:iam::\d{12}:group\//)),
  GroupName: z.string(),
});

function parsed<T extends z.ZodMiniType>(schema: T, raw: unknown): readonly z.output<T>[] {
  const result = schema.safeParse(raw);

  return result.success ? [result.data] : [];
}

function lacking(list: string): Known<never> {
  return { known: false, reason: `the details lack a ${list}` };
}

function notListed(name: string): Known<never> {
  return { known: false, reason: `the details lack the group ${name}` };
}

function userPermissions(
  details: z.output<typeof user>,
  groups: ReadonlyMap<string, Known<RolePermissions>>,
  managed: ManagedPolicies,
): Known<RolePermissions> {
  const own = policiesIn(details, 'UserPolicyList', managed);
  if (!own.known) return own;
  const shared = details.GroupList.map((name) => groups.get(name) ?? notListed(name));
  const policies = shared.flatMap((each) => (each.known ? each.value.policies : []));
  const gaps = [own, ...shared].map((each) => (each.known ? each.incomplete : each.reason));
  const [gap] = gaps.filter((each) => each !== undefined);

  return {
    known: true,
    value: rolePermissionsOf([...own.value.policies, ...policies], own.value.boundary),
    ...(gap !== undefined && { incomplete: gap }),
  };
}
