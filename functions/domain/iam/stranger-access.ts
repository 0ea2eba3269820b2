import { selects, selectsAction } from './policy-document.ts';
import { accessWith, isOpenToStrangers } from './resource-access.ts';
import type { ResourceStatement } from './resource-policy.ts';

/**
 * Whether a resource policy lets strangers do something. It is asked of one resource, whatever else
 * the policy is about.
 *
 * @param action in full: `sns:Publish`.
 * @param on ARN of the resource.
 */
export function letsStrangers(
  statements: readonly ResourceStatement[],
  action: string,
  on: string,
): boolean {
  return statements
    .filter(({ effect, actions, resources }) => {
      return effect === 'Allow' && selectsAction(actions, action) && selects(resources, on);
    })
    .some((allow) =>
      accessWith({ ...allow, resources: { scope: 'only', patterns: [on] } }, statements, {
        own: on,
        actions: [action],
      }).some(isOpenToStrangers),
    );
}
