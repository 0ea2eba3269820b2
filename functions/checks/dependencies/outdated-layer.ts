import { counted } from '../../core/amounts.ts';
import { failIfAny, notApplicable, pass } from '../../domain/check.ts';
import { linesOfUse } from '../../domain/in-layers.ts';
import { newestAfter } from '../../domain/layer-version.ts';
import { defineCheck } from '../define-check.ts';

export const outdatedLayer = defineCheck({
  id: 'dependencies/outdated-layer',
  target: 'layer',
  title: 'Functions use a version of a layer that a newer one has replaced',
  severity: 'low',
  practice: 'dependencies',
  rationale:
    'A version of a layer never changes: what was mended in the newer one stays broken for every ' +
    'function that still names this one. Looked at are the layers of the account itself: AWS tells ' +
    'nobody else which versions there are.',
  remediation: 'Have the functions use the newest version, once it is tested with them.',
  references: [
    'https://docs.aws.amazon.com/lambda/latest/dg/adding-layers.html',
    'https://docs.aws.amazon.com/lambda/latest/api/API_ListLayerVersions.html',
  ],
  suppression: { whole: 'a version of a layer that has been replaced does not change any more' },
  cwe: 'CWE-1104',
  needs: ['configuration', 'layerVersions', 'sharers'],

  evaluate({ configuration, layerVersions, sharers }) {
    if (!layerVersions) return notApplicable;

    const { version } = configuration;
    const newest = newestAfter(version, layerVersions);
    if (!newest) return pass;

    const since = newest.createdAt.slice(0, 10);
    return failIfAny([
      {
        subject: 'layer',
        summary: `version ${newest.version} is out since ${since}; version ${version} is in use by ${counted(sharers.length, 'function')}`,
        evidence: linesOfUse(sharers),
      },
    ]);
  },
});
