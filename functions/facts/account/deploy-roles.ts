import { perTarget } from '../../app/collectors.ts';
import type { ScanSettings } from '../../domain/settings/settings.ts';
import { defineFact, type FactCollector, typed } from '../define-fact.ts';

/** Names or ARNs of roles from the settings, with wildcards. */
export const deployRolesFact = defineFact({
  key: 'deployRoles',
  about: ['account'],
  value: typed<readonly string[]>(),
  words: 'the roles that are meant to deploy',
  grants: [],
});

export function deployRoles(
  settings: Pick<ScanSettings, 'deployRoles'>,
): FactCollector<typeof deployRolesFact> {
  return perTarget(() => settings.deployRoles);
}
