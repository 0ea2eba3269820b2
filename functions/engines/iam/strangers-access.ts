import { selects, selectsAction } from './policy-document.ts';
import { accessWith, isOpenToStrangers } from './resource-access.ts';
import type { ResourceStatement } from './resource-policy.ts';

/** Whether the policy of a resource lets strangers do something with it. */
export function letsStrangers(
  action: string,
  resource: string,
  statements: readonly ResourceStatement[],
): boolean {
  return statements
    .filter(({ effect, actions, resources }) => {
      return effect === 'Allow' && selectsAction(actions, action) && selects(resources, resource);
    })
    .some((allow) =>
      accessWith({ ...allow, resources: { scope: 'only', patterns: [resource] } }, statements, {
        own: resource,
        actions: [action],
      }).some(isOpenToStrangers),
    );
}
