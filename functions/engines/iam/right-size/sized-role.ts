import type { Target } from '../../../core/target.ts';
import type { LastAccess } from '../last-access.ts';
import type { RolePermissions } from '../role-permissions.ts';

/** A role whose functions' policies are to be sized. */
export interface SizedRole {
  readonly permissions: RolePermissions;
  readonly role: Target<'role'>;
  /** ISO 8601 in UTC. */
  readonly now: string;
  /** Undefined where it is not known, or too young to say anything. */
  readonly lastAccess?: LastAccess | undefined;
}
