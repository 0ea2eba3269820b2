import {
  type GetAccountAuthorizationDetailsResponse,
  type GroupDetail,
  type IAMClient,
  paginateGetAccountAuthorizationDetails,
  type RoleDetail,
  type UserDetail,
} from '@aws-sdk/client-iam';
import type { AccountRole, RoleReader } from '../../app/account-readers.ts';
import { attempt, attemptKnown, each } from '../../app/collectors.ts';
import { unknown } from '../../core/known.ts';
import {
  identitiesIn,
  type ManagedPolicies,
  managedPolicy,
  type NamedPolicy,
  permissionsOf,
  trustOf,
} from '../../engines/iam/index.ts';
import { wholePages } from './pages.ts';

/** Entries a page; IAM may answer with fewer. */
const PAGE = 1_000;

/**
 * Reads roles, users and groups from the details of the whole account: two or three calls for most,
 * instead of five for each role. What of a role cannot be read is unknown, and the rest of it is
 * known.
 *
 * Source: "GetAccountAuthorizationDetails" (IAM API Reference).
 */
export function iamRoles(client: IAMClient): RoleReader {
  return {
    async read() {
      const { roles, users, groups, managed } = await readAccount(client);
      const read = roles.map(
        async (role) => [role.Arn ?? '', await accountRole(role, managed)] as const,
      );

      return {
        roles: believed(new Map(await Promise.all(read))),
        identities: await attemptKnown(() => identitiesIn({ users, groups }, managed)),
      };
    },
  };
}

/** Where IAM has no date of any role, it keeps none: some role of each account is used. */
function believed(roles: ReadonlyMap<string, AccountRole>): ReadonlyMap<string, AccountRole> {
  const hasDate = ({ lastUsedAt }: AccountRole) =>
    lastUsedAt.known && lastUsedAt.value !== undefined;

  return [...roles.values()].some(hasDate)
    ? roles
    : each(roles, (role) => ({ ...role, lastUsedAt: noDates }));
}

const noDates = unknown('IAM shows of no role of the account when it was last used');

async function accountRole(role: RoleDetail, managed: ManagedPolicies): Promise<AccountRole> {
  return {
    permissions: await attemptKnown(() => permissionsOf(role, managed)),
    trust: await attempt(() => trustOf(role)),
    createdAt: await attempt(() => createdAtOf(role)),
    lastUsedAt: await attempt(() => lastUsedAtOf(role)),
  };
}

/** A role's policies may come on a later page than the role: all pages first. */
async function readAccount(client: IAMClient) {
  const roles: RoleDetail[] = [];
  const users: UserDetail[][] = [];
  const groups: GroupDetail[][] = [];
  const managed = new Map<string, () => NamedPolicy>();

  for await (const page of wholePages(pagesOf(client), 'Marker')) {
    roles.push(...rolesIn(page));
    if (page.UserDetailList) users.push(page.UserDetailList);
    if (page.GroupDetailList) groups.push(page.GroupDetailList);
    if (!page.Policies) throw new Error('the answer of IAM has no Policies');
    for (const policy of page.Policies) {
      if (policy.Arn !== undefined) managed.set(policy.Arn, managedPolicy(policy.Arn, policy));
    }
  }
  // AWS itself keeps some in every account, and the caller is one of them most often.
  if (roles.length === 0) throw new Error('IAM lists no role at all, which no account is without');

  return { roles, users: listedIn(users), groups: listedIn(groups), managed };
}

type Page = GetAccountAuthorizationDetailsResponse;

/** @throws where the answer has no list of them: an empty one would say that all roles are gone. */
function rolesIn({ RoleDetailList }: Page): readonly RoleDetail[] {
  if (!RoleDetailList) throw new Error('the answer of IAM has no RoleDetailList');

  return RoleDetailList.filter(({ Arn }) => Arn !== undefined);
}

/** Undefined where no page has a list. */
function listedIn<T>(pages: readonly (readonly T[])[]): readonly T[] | undefined {
  return pages.length > 0 ? pages.flat() : undefined;
}

function pagesOf(client: IAMClient): AsyncIterable<Page> {
  return paginateGetAccountAuthorizationDetails(
    { client, pageSize: PAGE },
    { Filter: ['Role', 'User', 'Group', 'LocalManagedPolicy', 'AWSManagedPolicy'] },
  );
}

/** @throws where IAM leaves it out, which it never does. */
function createdAtOf({ CreateDate }: RoleDetail): string {
  if (!CreateDate) throw new Error('IAM does not show when the role was created');

  return CreateDate.toISOString();
}

/**
 * Undefined where the answer has it without a date, as "RoleLastUsed" (IAM API Reference) says of one that was
 * not used. @throws where the answer does not have it: that says nothing.
 */
function lastUsedAtOf({ RoleLastUsed }: RoleDetail): string | undefined {
  if (!RoleLastUsed) throw new Error('IAM does not show when the role was last used');

  return RoleLastUsed.LastUsedDate?.toISOString();
}
