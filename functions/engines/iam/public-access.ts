import { selects, selectsAction } from './policy-document.ts';
import { accessWith, isPublic } from './resource-access.ts';
import type { ResourceStatement } from './resource-policy.ts';

/** Whether the policy of a resource makes an action on it public. */
export function allowsPublic(
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
      }).some(isPublic),
    );
}
