import {
  type IAMClient,
  paginateListAttachedRolePolicies,
  paginateListRoles,
  type Role,
} from '@aws-sdk/client-iam';
import * as z from 'zod/mini';
import { attempt } from '../../app/collectors.ts';
import { isForFunctionsOnly } from '../../domain/orphan-role.ts';
import { trustOf } from '../../engines/iam/index.ts';
import type { FunctionRoles, ListedRole } from '../../facts/account/orphan-roles.ts';
import { namedRole } from './named-role.ts';
import { listsOf } from './pages.ts';

/** Roles a page; IAM may answer with fewer. */
const PAGE = 1_000;

/** Only AWS may delete these. */
const OF_AWS = '/aws-service-role/';

/**
 * Lists the roles that Lambda alone may assume, and reads more of one. The list has no policies: what
 * would (GetAccountAuthorizationDetails) is a permission to read those of every principal.
 */
export function rolesForFunctions(client: IAMClient): FunctionRoles {
  return {
    async list() {
      const roles: ListedRole[] = [];
      const unread: string[] = [];
      const pages = paginateListRoles({ client, pageSize: PAGE }, {});

      for await (const page of listsOf(pages, 'Roles', 'Marker')) {
        for (const listed of page.filter(mayBeForFunctions)) {
          const role = await attempt(() => roleOf(listed));
          if (!role.known) unread.push(`${listed.RoleName}: ${role.reason}`);
          else if (role.value) roles.push(role.value);
        }
      }

      return { roles, unread };
    },

    async lastUse(RoleName) {
      const Role = await namedRole(client, RoleName);

      return Role && { at: Role.RoleLastUsed?.LastUsedDate?.toISOString() };
    },

    async managedPolicies(RoleName) {
      const found: string[] = [];
      const pages = paginateListAttachedRolePolicies({ client }, { RoleName });

      for await (const page of listsOf(pages, 'AttachedPolicies', 'Marker')) {
        found.push(...attached.parse(page).map(({ PolicyArn }) => PolicyArn));
      }

      return found.toSorted();
    },
  };
}

/** Parsing is for few: most roles of an account do not name Lambda. */
function mayBeForFunctions({ Path, AssumeRolePolicyDocument = '' }: Role): boolean {
  return !Path?.startsWith(OF_AWS) && AssumeRolePolicyDocument.includes('lambda.amazonaws.com');
}

/** Undefined for one that other principals may assume too. @throws when it is malformed. */
function roleOf(listed: Role): ListedRole | undefined {
  if (!isForFunctionsOnly(trustOf(listed))) return undefined;

  const { Arn, RoleName, CreateDate } = listedRole.parse(listed);
  return { arn: Arn, name: RoleName, createdAt: CreateDate.toISOString() };
}

const listedRole = z.object({ Arn: z.string(), RoleName: z.string(), CreateDate: z.date() });
const attached = z.array(z.object({ PolicyArn: z.string() }));
