import type { LayerTarget } from '../../core/target.ts';
import type { ResourceStatement } from '../../engines/iam/index.ts';
import { awsCommand } from './aws-command.ts';
import type { RemediationPart } from './remediation-text.ts';

/** Takes a statement out of the policy of a layer version; nothing for one without a name. */
export function layerPermissionRemoval(
  { sid }: ResourceStatement,
  { arn, region, version }: LayerTarget,
): readonly RemediationPart[] {
  if (!sid) return [];

  const command = awsCommand('lambda', 'remove-layer-version-permission', {
    'layer-name': arn.split(':').slice(0, 7).join(':'),
    'version-number': String(version),
    'statement-id': sid,
    region,
  });
  return [{ title: 'To remove it', text: command }];
}
