import type { LayerTarget } from '../../core/target.ts';
import {
  type Access,
  accessWith,
  type ResourceStatement,
  selectsAction,
} from '../../engines/iam/index.ts';

/** All that a policy of a layer version can allow. Source: "AddLayerVersionPermission". */
const GET = 'lambda:GetLayerVersion';

/** Whom a statement of the policy of a layer version lets download it; no one where it allows no download. */
export function downloadsWith(
  statement: ResourceStatement,
  policy: readonly ResourceStatement[],
  { arn }: LayerTarget,
): readonly Access[] {
  return statement.effect === 'Allow' && selectsAction(statement.actions, GET)
    ? accessWith(statement, policy, { own: arn, actions: [GET] })
    : [];
}
