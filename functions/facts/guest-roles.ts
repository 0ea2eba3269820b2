import * as z from 'zod/mini';
import type { AccountRole, RoleReader } from '../app/account-readers.ts';
import { attempt, attemptKnown } from '../app/collectors.ts';
import type { FactStore } from '../app/ports.ts';
import type { Survey } from '../app/surveys.ts';
import { firstOf } from '../core/evidence.ts';
import type { Gap } from '../core/gap.ts';
import type { Known } from '../core/known.ts';
import {
  guestPools,
  namesPublishing,
  type RolePermissions,
  rolePermissions,
} from '../engines/iam/index.ts';
import { storedFact } from './stored-fact.ts';

/** A role whose credentials an identity pool hands to those that are not signed in, if the pool lets them in. */
export interface GuestRole {
  /** ARN. */
  readonly role: string;
  /** Ids of the pools that it names. */
  readonly pools: readonly string[];
  /** It lets in those of any pool. */
  readonly isOfAny: boolean;
  readonly permissions: RolePermissions;
}

const KIND = 'guest-roles';
const ID = 'account';

/** More than any account has that is kept in order. */
const MOST_ROLES = 50;

/** As many as a reader wants. */
const MOST_NAMED = 3;

/**
 * Stores, once a sweep, which roles of the account let in who is not signed in at an identity pool and may publish to a
 * topic of AWS IoT: of roles that are read anyway. What cannot be read is stored as unknown.
 */
export function guestRoleSurvey(
  reader: RoleReader,
  facts: FactStore,
): Survey<unknown, readonly Gap[]> {
  return {
    async survey() {
      const surveyed = await attemptKnown(async () => guestRolesIn((await reader.read()).roles));

      await facts.write(KIND, new Map([[ID, surveyed]]));
      // A gap is reported at each function that they might have run.
      return [];
    },
  };
}

/** As the survey stored them. */
export async function surveyedGuestRoles(facts: FactStore): Promise<Known<readonly GuestRole[]>> {
  const stored = await attempt(async () => (await facts.read(KIND, [ID])).get(ID));

  return stored.known ? storedFact(stored.value, guestRoles, 'the roles of the account') : stored;
}

const guestRoles: z.ZodMiniType<readonly GuestRole[]> = z.array(
  z.object({
    role: z.string(),
    pools: z.array(z.string()),
    isOfAny: z.boolean(),
    permissions: rolePermissions,
  }),
);

function guestRolesIn(roles: ReadonlyMap<string, AccountRole>): Known<readonly GuestRole[]> {
  const unread: string[] = [];
  const found = [...roles].flatMap(([role, { trust, permissions }]): readonly GuestRole[] => {
    if (!trust.known) {
      unread.push(`${role} (who may assume it: ${trust.reason})`);
      return [];
    }
    const pools = guestPools(trust.value);
    if (!pools) return [];

    if (!permissions.known || permissions.incomplete !== undefined) {
      unread.push(`${role} (${permissions.known ? permissions.incomplete : permissions.reason})`);
    }
    return permissions.known && namesPublishing(permissions.value)
      ? [{ role, pools: pools.named, isOfAny: pools.isAny, permissions: permissions.value }]
      : [];
  });

  const value = found.slice(0, MOST_ROLES);
  const more = found.slice(MOST_ROLES).map(({ role }) => `${role} (too many)`);
  const unseen = [...unread, ...more];
  return {
    known: true,
    value,
    ...(unseen.length > 0 && { incomplete: firstOf(unseen, MOST_NAMED).join(', ') }),
  };
}
