import { contextOf, evaluatorOf, type Statement } from '../../functions/engines/iam/index.ts';
import type { RolePermissions } from '../../functions/engines/iam/role-permissions.ts';
import { roleNamed } from '../fakes/targets.ts';

const now = '2026-11-25T03:00:00.000Z';

/** What statements allow, one example for each action and resource, and permissions deny: `action on resource`. */
export function widerThan(
  permissions: RolePermissions,
  statements: readonly Statement[],
): readonly string[] {
  const decide = evaluatorOf(permissions);
  const context = contextOf(roleNamed('orders'), now);

  return statements
    .filter(({ effect }) => effect === 'Allow')
    .flatMap(({ actions, resources }) =>
      actions.patterns.flatMap((action) =>
        resources.patterns.map((resource) => ({
          action: exampleOf(action),
          resource: exampleOf(resource),
        })),
      ),
    )
    .filter((asked) => decide({ ...asked, context }).answer === 'denied')
    .map(({ action, resource }) => `${action} on ${resource}`);
}

function exampleOf(pattern: string): string {
  return pattern.replaceAll('*', 'example').replaceAll('?', 'x');
}
