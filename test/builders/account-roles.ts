import type { AccountRoles } from '../../functions/app/account-readers.ts';
import { type Known, unknown } from '../../functions/core/known.ts';
import { roleTarget } from '../../functions/core/target.ts';
import type { AccountRole } from '../../functions/engines/iam/role-node.ts';
import { rolePermissionsOf, unreadBoundary } from '../../functions/engines/iam/role-permissions.ts';
import { policyOf, type Written } from './role-of.ts';
import { trustOf } from './trust-of.ts';

/** A role of an account as a test writes it. */
export interface WrittenRole {
  /** Statements of its inline policy. */
  readonly may?: readonly Written[];
  readonly boundary?: readonly Written[];
  /** ARN and statements of policies that are attached. */
  readonly attached?: Readonly<Record<string, readonly Written[]>>;
  /** Statements of its trust policy. @default it lets in Lambda */
  readonly trusts?: readonly Written[];
  /** Names of the functions that run as it. */
  readonly runs?: readonly string[];
  readonly unread?: 'permissions' | 'trust' | 'a policy' | 'boundary';
}

export const account = '111122223333';
export const arnOf = (name: string) => `arn:aws:iam::${account}:role/${name}`;
export const functionArn = (name: string) => `arn:aws:lambda:eu-west-1:${account}:function:${name}`;

export const trusting = {
  lambda: { Principal: { Service: 'lambda.amazonaws.com' } },
  ec2: { Principal: { Service: 'ec2.amazonaws.com' } },
  account: { Principal: { AWS: `arn:aws:iam::${account}:root` } },
  role: (name: string) => ({ Principal: { AWS: arnOf(name) } }),
} as const;

/** By name, or by path and name. */
export function accountOfRoles(
  roles: Readonly<Record<string, WrittenRole>>,
): readonly AccountRole[] {
  return Object.entries(roles).map(([name, role]) => ({
    target: roleTarget(arnOf(name)),
    permissions: role.unread === 'permissions' ? unreadFact : permissionsOf(role),
    trust: role.unread === 'trust' ? unreadFact : known(trustOf(role.trusts ?? [trusting.lambda])),
    functions: known((role.runs ?? []).map(functionArn)),
  }));
}

/** A user or a group of an account as a test writes it. */
export interface WrittenIdentity
  extends Pick<WrittenRole, 'may' | 'boundary' | 'attached' | 'unread'> {
  /** Names of the groups of a user. What they may do is in `may`. */
  readonly in?: readonly string[];
}

export const userArn = (name: string) => `arn:aws:iam::${account}:user/${name}`;
export const groupArn = (name: string) => `arn:aws:iam::${account}:group/${name}`;

/** By name, or by path and name. */
export function identitiesOf(
  users: Readonly<Record<string, WrittenIdentity>>,
  groups: Readonly<Record<string, WrittenIdentity>> = {},
) {
  const all = Object.entries(users);

  return known({
    users: all.map(([name, user]) => ({ arn: userArn(name), permissions: permissionsOf(user) })),
    groups: Object.entries(groups).map(([name, group]) => ({
      arn: groupArn(name),
      permissions: permissionsOf(group),
      members: all.filter(([, user]) => user.in?.includes(name)).map(([user]) => userArn(user)),
    })),
  });
}

/** What a reader of roles answers of an account that has no users. */
export function withoutUsers(roles: AccountRoles['roles']): AccountRoles {
  return { roles, identities: noUsers };
}

export const noUsers = { known: true, value: { users: [], groups: [] } } as const;

function permissionsOf({ may, boundary, attached = {}, unread }: WrittenRole) {
  const managed = Object.entries(attached).map(([arn, statements]) => ({
    ...policyOf(arn.split('/').at(-1) ?? arn, statements),
    source: 'managed' as const,
    arn,
  }));

  const permissions = rolePermissionsOf(
    [...(may ? [policyOf('own', may)] : []), ...managed],
    unread === 'boundary' ? unreadBoundary(undefined) : boundary && policyOf('boundary', boundary),
  );

  return unread === undefined || unread === 'trust'
    ? known(permissions)
    : { ...known(permissions), incomplete: 'malformed' };
}

const unreadFact: Known<never> = unknown('malformed');

function known<T>(value: T) {
  return { known: true, value } as const;
}
