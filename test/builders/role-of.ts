import type { NamedPolicy } from '../../functions/engines/iam/named-policy.ts';
import { parsePolicy } from '../../functions/engines/iam/policy-document.ts';
import {
  type RolePermissions,
  rolePermissionsOf,
} from '../../functions/engines/iam/role-permissions.ts';

/** A statement as documents write it; allows, and on everything, unless it says otherwise. */
export type Written = Readonly<Record<string, unknown>>;

/** A role with an inline policy for each list of statements. */
export function roleOf(
  documents: readonly (readonly Written[])[],
  boundary?: readonly Written[],
): RolePermissions {
  return rolePermissionsOf(
    documents.map((statements, index) => policyOf(`p${index}`, statements)),
    boundary && policyOf('boundary', boundary),
  );
}

export function policyOf(name: string, statements: readonly Written[]): NamedPolicy {
  const Statement = statements.map((statement) => ({
    Effect: 'Allow',
    ...('NotResource' in statement ? {} : { Resource: '*' }),
    ...statement,
  }));

  return { name, source: 'inline', statements: parsePolicy(JSON.stringify({ Statement }), name) };
}
