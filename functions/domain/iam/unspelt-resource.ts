import type { Target } from '../target.ts';
import type { RolePermissions } from './role-permissions.ts';
import { hasWildcard, unspelt } from './wildcard.ts';

/**
 * A resource of a role's own account with a name that no policy spells out: who may use it may use
 * any.
 *
 * @param template of an ARN, as the Service Authorization Reference writes it: `${Partition}`,
 * `${Region}`, `${Account}`, and whatever else is a name.
 */
export function anyNamed(
  template: string,
  { arn, account }: Target<'role'>,
  region: string,
): string {
  const [, partition = 'aws'] = arn.split(':');

  return template.replaceAll(/\$\{(\w*)\}/g, (_, variable: string) => {
    if (variable === 'Partition') return partition;
    if (variable === 'Region') return region;
    return variable === 'Account' ? account : unspelt;
  });
}

/** The regions that the policies of a role spell out, and one that they do not. */
export function regionsIn({ policies, boundary }: RolePermissions): readonly string[] {
  const regions = [...policies, ...(boundary ? [boundary] : [])]
    .flatMap(({ statements }) => statements)
    .flatMap(({ resources }) => resources.patterns)
    .map((pattern) => pattern.split(':')[3] ?? '')
    .filter((region) => region !== '' && !hasWildcard(region));

  return [...new Set([unspelt, ...regions])];
}
