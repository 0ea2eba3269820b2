import { perTargetKnown } from '../../app/collectors.ts';
import type { Collector } from '../../app/ports.ts';
import type { Known } from '../../core/known.ts';
import { roleTarget, type Target } from '../../core/target.ts';
import type { Trigger } from '../../domain/exposure/trigger.ts';
import type { RolePermissions } from '../../engines/iam/index.ts';
import { defineFact, typed } from '../define-fact.ts';
import { eventSourcesFact } from './event-sources.ts';

/** What its role may do; undefined where nothing triggers it that it could write to. */
export const rolePermissionsFact = defineFact({
  key: 'rolePermissions',
  about: ['function'],
  value: typed<RolePermissions | undefined>(),
  words: 'what its role may do',
  grants: eventSourcesFact.grants,
});

/**
 * What the role of each function may do, where something triggers the function. For others no check
 * asks whether they may write to a trigger, so that an unknown role of theirs hides nothing.
 */
export function triggeredRoles(
  triggers: Collector<Target<'function'>, readonly Trigger[]>,
  permissions: Collector<Target<'role'>, RolePermissions>,
): Collector<Target<'function'>, RolePermissions | undefined> {
  return async (targets) => {
    const triggersOf = await triggers(targets);
    const isTriggered = ({ arn }: Target<'function'>) => {
      const found = triggersOf.get(arn);
      return found?.known === true && found.value.length > 0;
    };
    const roles = new Set(targets.filter(isTriggered).map(({ roleArn }) => roleArn));
    const ofRoles = await permissions([...roles].map(roleTarget));

    return perTargetKnown(
      async (target: Target<'function'>): Promise<Known<RolePermissions | undefined>> => {
        const triggered = triggersOf.get(target.arn);
        if (triggered && !triggered.known) return triggered;
        if (!isTriggered(target)) return { known: true, value: undefined };

        return ofRoles.get(target.roleArn) ?? { known: false, reason: 'its role was not read' };
      },
    )(targets);
  };
}
