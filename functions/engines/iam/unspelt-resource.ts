import type { Target } from '../../core/target.ts';
import type { RolePermissions } from './role-permissions.ts';
import { hasWildcard, unspelt } from './wildcard.ts';

/**
 * A resource of a role's own account with a name that no policy spells out: who may use it may use
 * any.
 *
 * @param template of an ARN, with `{partition}`, `{region}` and `{account}` in it, and `{name}` for what is a name.
 */
export function anyNamed(
  template: string,
  { arn, account }: Target<'role'>,
  region: string,
): string {
  const [, partition = 'aws'] = arn.split(':');

  return template
    .replaceAll('{partition}', partition)
    .replaceAll('{region}', region)
    .replaceAll('{account}', account)
    .replaceAll('{name}', unspelt);
}

/** More than AWS has regions: what else a policy spells there is none. */
const MOST = 64;

/** The regions that the policies of a role spell out, and one that they do not. */
export function regionsIn({ policies, boundary }: RolePermissions): readonly string[] {
  const regions = [...policies, ...(boundary ? [boundary] : [])]
    .flatMap(({ statements }) => statements)
    .flatMap(({ resources }) => resources.patterns)
    .map((pattern) => pattern.split(':')[3] ?? '')
    .filter((region) => region !== '' && !hasWildcard(region));

  return [...new Set([unspelt, ...regions])].slice(0, MOST);
}
