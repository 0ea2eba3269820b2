import {
  type OrganizationsClient,
  paginateListAccountsForParent,
  paginateListOrganizationalUnitsForParent,
} from '@aws-sdk/client-organizations';
import * as z from 'zod/mini';
import type { UnitReader } from '../../app/ports.ts';
import { accountOf } from '../../core/target.ts';
import { listsOf } from './pages.ts';

type UnitAccount = Awaited<ReturnType<UnitReader>>[number];

/** Organizations nests units five deep below the root. Source: "Quotas for AWS Organizations". */
const DEEPEST = 6;

/**
 * The accounts of a unit and of those below it. One that is not active, and the one that manages the
 * organization, which its stack sets do not reach, are closed: why.
 *
 * Sources: "ListAccountsForParent", "Account" (AWS Organizations API Reference), "Monitor the state of
 * your AWS accounts" (AWS Organizations User Guide), "Service-managed permissions" (CloudFormation).
 *
 * @returns a function that throws when they cannot all be listed.
 */
export function organizationUnits(client: OrganizationsClient): UnitReader {
  const accountsBelow = async (ParentId: string, deep: number): Promise<readonly UnitAccount[]> => {
    const accounts: UnitAccount[] = [];
    const pages = paginateListAccountsForParent({ client }, { ParentId });
    for await (const page of listsOf(pages, 'Accounts', 'NextToken')) {
      accounts.push(...z.array(listedAccount).parse(page).map(accountIn));
    }
    if (deep === DEEPEST) return accounts;

    const units = paginateListOrganizationalUnitsForParent({ client }, { ParentId });
    for await (const page of listsOf(units, 'OrganizationalUnits', 'NextToken')) {
      for (const { Id } of z.array(listedUnit).parse(page)) {
        accounts.push(...(await accountsBelow(Id, deep + 1)));
      }
    }
    return accounts;
  };

  return (unit) => accountsBelow(unit, 1);
}

/** Its ARN names the account that manages the organization before it names the account itself. */
function accountIn({ Id, Arn, Name, State, Status }: z.infer<typeof listedAccount>): UnitAccount {
  const state = State ?? Status ?? ACTIVE;
  const closed =
    accountOf(Arn) === Id
      ? 'it manages the organization, and a stack set puts no roles into it: name it in the setting accounts, and deploy them there by hand'
      : state === ACTIVE
        ? undefined
        : `AWS Organizations says that it is ${state}: nothing in it can be read`;

  return {
    account: Id,
    ...(Name !== undefined && { name: Name }),
    ...(closed !== undefined && { closed }),
  };
}

const ACTIVE = 'ACTIVE';

const listedAccount = z.object({
  Id: z.string().check(z.regex(/^\d{12}$/)),
  Arn: z.string(),
  Name: z.optional(z.string()),
  State: z.optional(z.string()),
  /** Before there was a state. */
  Status: z.optional(z.string()),
});

const listedUnit = z.object({ Id: z.string() });
