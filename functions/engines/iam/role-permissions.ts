import * as z from 'zod/mini';
import { type NamedPolicy, namedPolicy } from './named-policy.ts';
import type { OrganizationControls } from './organization-controls.ts';

/** What the policies of a role say. */
export interface RolePermissions {
  /** By name; each once, however often it is attached. */
  readonly policies: readonly NamedPolicy[];
  /** What limits them, whatever they grant. */
  readonly boundary?: NamedPolicy | undefined;
  /** What the organization leaves of it. Not stored with a role: it is that of its account. */
  readonly controls?: OrganizationControls | undefined;
}

/** Permissions as they are stored. */
export const rolePermissions = z.object({
  policies: z.array(namedPolicy),
  boundary: z.optional(namedPolicy),
});

export function rolePermissionsOf(
  policies: readonly NamedPolicy[],
  boundary: NamedPolicy | undefined,
): RolePermissions {
  const unique = new Map(policies.map((policy) => [keyOf(policy), policy]));
  const byName = [...unique].toSorted(([one], [other]) => (one < other ? -1 : 1));

  return {
    policies: byName.map(([, policy]) => policy),
    boundary: boundary && { ...boundary, source: 'boundary' },
  };
}

/**
 * A boundary of which no more is known than that there is one: it may let pass whatever the policies
 * allow, and may not.
 */
export function unreadBoundary(arn: string | undefined): NamedPolicy {
  const name = arn?.split('/').at(-1) ?? 'boundary';
  const anything = { scope: 'only', patterns: ['*'] } as const;
  const condition = {
    operator: 'AllowedBy',
    key: `the boundary ${name}, which is not known`,
    values: [],
  };

  return {
    name,
    source: 'boundary',
    arn,
    statements: [
      { effect: 'Allow', actions: anything, resources: anything, conditions: [condition] },
    ],
    isUnread: true,
  };
}

/** An inline policy may have the name of a managed one. */
function keyOf({ name, source, arn }: NamedPolicy): string {
  return `${name} ${arn ?? source}`;
}
