import { lines } from '../../core/evidence.ts';
import type { LayerTarget } from '../../core/target.ts';
import { type Detail, failIfAny, notApplicable } from '../../domain/check.ts';
import { linesOfUse } from '../../domain/in-layers.ts';
import { downloadsWith } from '../../domain/permissions/layer-download.ts';
import { statementMark } from '../../domain/permissions/statement-mark.ts';
import { layerPermissionRemoval } from '../../domain/remediation/layer-permission-removal.ts';
import { remediationText } from '../../domain/remediation/remediation-text.ts';
import {
  isPublic,
  type ResourceStatement,
  statementName,
  statementTitle,
} from '../../engines/iam/index.ts';
import { defineCheck } from '../define-check.ts';

const LEAD =
  'Remove the permission, or limit it to your organization or to the accounts that need it.';

export const publicLayer = defineCheck({
  id: 'permissions/public-layer',
  target: 'layer',
  title: 'Public layer',
  severity: 'high',
  practice: 'permissions',
  rationale:
    'Its policy lets every AWS account download it: code that was not meant to be public, with ' +
    'the keys, addresses and weaknesses that are in it.',
  remediation: LEAD,
  references: [
    'https://docs.aws.amazon.com/lambda/latest/dg/permissions-layer-cross-account.html',
    'https://docs.aws.amazon.com/lambda/latest/api/API_AddLayerVersionPermission.html',
  ],
  suppression: { covers: 'what the statement grants' },
  cwe: 'CWE-732',
  frameworks: { owasp: ['S6:2017'] },
  needs: ['configuration', 'layerPolicy', 'sharers'],

  evaluate({ configuration, layerPolicy, sharers }) {
    if (!layerPolicy) return notApplicable;

    const open = layerPolicy.filter((statement) =>
      downloadsWith(statement, layerPolicy, configuration).some(isPublic),
    );
    return failIfAny(open.map((statement) => detailOf(statement, configuration, sharers)));
  },
});

function detailOf(
  statement: ResourceStatement,
  layer: LayerTarget,
  sharers: readonly string[],
): Detail {
  return {
    subject: statementName(statement),
    mark: statementMark(statement),
    summary: `${statementTitle(statement)} lets every AWS account download ${layer.name}`,
    evidence: [
      ...lines(
        ...statement.conditions.map(
          ({ operator, key }) => `${operator} ${key} excludes no account`,
        ),
      ),
      ...linesOfUse(sharers),
    ],
    remediation: remediationText(LEAD, layerPermissionRemoval(statement, layer)),
  };
}
