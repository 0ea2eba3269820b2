/** A line of an access control list: who may do what. */
export interface AclGrant {
  /** URI of a group that S3 defines; undefined for an account. */
  readonly group?: string | undefined;
  /** READ, WRITE, READ_ACP, WRITE_ACP or FULL_CONTROL. */
  readonly permission: string;
}

/**
 * Whether the list of a bucket lets any caller write objects to it. Who may write the list itself may
 * grant that to themselves. A list that is disabled, because the bucket's owner owns all objects, has
 * the owner's grant alone.
 *
 * Source: "Access control list (ACL) overview" (Amazon S3 User Guide).
 */
export function aclAllowsPublicWrite(grants: readonly AclGrant[]): boolean {
  return grants.some(
    ({ group, permission }) =>
      group !== undefined && publicGroups.has(group) && writes.has(permission),
  );
}

/** Everyone on the internet, and everyone with an account of AWS, whosever it is. */
const publicGroups: ReadonlySet<string> = new Set([
  'http://acs.amazonaws.com/groups/global/AllUsers',
  'http://acs.amazonaws.com/groups/global/AuthenticatedUsers',
]);

const writes: ReadonlySet<string> = new Set(['WRITE', 'WRITE_ACP', 'FULL_CONTROL']);
