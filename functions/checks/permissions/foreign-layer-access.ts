import { lines } from '../../core/evidence.ts';
import { accountOf, type LayerTarget } from '../../core/target.ts';
import { type Detail, failIfAny, notApplicable } from '../../domain/check.ts';
import { linesOfUse } from '../../domain/in-layers.ts';
import {
  foreignInWords,
  foreignLines,
  foreignWith,
  type Trusted,
} from '../../domain/permissions/foreign-access.ts';
import { downloadsWith } from '../../domain/permissions/layer-download.ts';
import { statementMark } from '../../domain/permissions/statement-mark.ts';
import { layerPermissionRemoval } from '../../domain/remediation/layer-permission-removal.ts';
import { remediationText } from '../../domain/remediation/remediation-text.ts';
import { type ResourceStatement, statementName, statementTitle } from '../../engines/iam/index.ts';
import { defineCheck } from '../define-check.ts';

const LEAD =
  "Remove the permission unless you know what it is for. If the account is yours or a vendor's, " +
  'add its id to the setting trustedAccounts.';

export const foreignLayerAccess = defineCheck({
  id: 'permissions/foreign-layer-access',
  target: 'layer',
  title: 'Layer shared with an untrusted AWS account or organization',
  severity: 'medium',
  practice: 'permissions',
  rationale:
    'The owner of that account can download the code of the layer, with the keys, addresses and ' +
    'weaknesses that are in it, and nothing in yours shows it. The id of another organization, ' +
    'which often comes with a copied template, lets all of its accounts do so: which one is ' +
    'yours is known where the setting organization is used. What every account may download is ' +
    'permissions/public-layer.',
  remediation: LEAD,
  references: [
    'https://docs.aws.amazon.com/lambda/latest/dg/permissions-layer-cross-account.html',
    'https://docs.aws.amazon.com/lambda/latest/api/API_AddLayerVersionPermission.html',
  ],
  suppression: { covers: 'what the statement grants to which untrusted accounts' },
  cwe: 'CWE-732',
  frameworks: { owasp: ['S6:2017'] },
  needs: ['configuration', 'layerPolicy', 'sharers', 'trustedAccounts', 'organization'],

  evaluate({ configuration, layerPolicy, sharers, trustedAccounts, organization }) {
    if (!layerPolicy) return notApplicable;
    const trusted = {
      accounts: new Set([accountOf(configuration.arn), ...trustedAccounts]),
      organization: organization?.toLowerCase(),
    };

    return failIfAny(
      layerPolicy
        .flatMap((statement) => detailOf(statement, layerPolicy, configuration, trusted))
        .map((detail) => ({ ...detail, evidence: [...detail.evidence, ...linesOfUse(sharers)] })),
    );
  },
});

function detailOf(
  statement: ResourceStatement,
  policy: readonly ResourceStatement[],
  layer: LayerTarget,
  trusted: Trusted,
): readonly Detail[] {
  const access = downloadsWith(statement, policy, layer);
  const foreign = access.flatMap((each) => foreignWith(each, statement, trusted));
  if (foreign.length === 0) return [];

  return [
    {
      subject: statementName(statement),
      mark: statementMark(statement, {
        principals: foreign.map(({ principal }) => principal.name),
      }),
      summary: `${statementTitle(statement)} lets ${foreignInWords(foreign)} download ${layer.name}`,
      evidence: lines(...foreignLines(foreign)),
      remediation: remediationText(LEAD, layerPermissionRemoval(statement, layer)),
    },
  ];
}
