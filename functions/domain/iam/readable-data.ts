import type { Target } from '../target.ts';
import { evaluatorOf } from './evaluator.ts';
import { contextOf } from './request-context.ts';
import type { RolePermissions } from './role-permissions.ts';
import { anyNamed, regionsIn } from './unspelt-resource.ts';

/** By kind of data: what reads it, and a template of its ARN. */
const kinds: ReadonlyMap<string, { readonly actions: readonly string[]; readonly arn: string }> =
  new Map([
    [
      'secrets',
      {
        actions: ['secretsmanager:GetSecretValue'],
        arn: 'arn:{partition}:secretsmanager:{region}:{account}:secret:{name}',
      },
    ],
    [
      'parameters',
      {
        actions: ['ssm:GetParameter', 'ssm:GetParameters', 'ssm:GetParametersByPath'],
        arn: 'arn:{partition}:ssm:{region}:{account}:parameter/{name}',
      },
    ],
    ['objects', { actions: ['s3:GetObject'], arn: 'arn:{partition}:s3:::{name}/{name}' }],
    [
      'keys',
      { actions: ['kms:Decrypt'], arn: 'arn:{partition}:kms:{region}:{account}:key/{name}' },
    ],
  ]);

/**
 * The kinds of data of its account of which a role may surely read any: secrets, parameters, objects,
 * and what keys encrypt.
 *
 * @param now ISO 8601 in UTC.
 */
export function readableData(
  permissions: RolePermissions,
  role: Target<'role'>,
  now: string,
): readonly string[] {
  const decide = evaluatorOf(permissions);
  const context = contextOf(role, now);
  const regions = regionsIn(permissions);

  return [...kinds]
    .filter(([, { actions, arn }]) =>
      regions
        .map((region) => anyNamed(arn, role, region))
        .some((resource) =>
          actions.some((action) => decide({ action, resource, context }).answer === 'allowed'),
        ),
    )
    .map(([name]) => name);
}
