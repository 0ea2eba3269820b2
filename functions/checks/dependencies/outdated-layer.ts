import { counted } from '../../core/amounts.ts';
import { failIfAny, notApplicable, pass } from '../../domain/check.ts';
import { linesOfUse } from '../../domain/in-layers.ts';
import { newestAfter } from '../../domain/layer-version.ts';
import { defineCheck } from '../define-check.ts';

export const outdatedLayer = defineCheck({
  id: 'dependencies/outdated-layer',
  target: 'layer',
  title: 'Outdated layer version in use',
  severity: 'low',
  practice: 'dependencies',
  rationale:
    'A layer version never changes: what the newer one fixed stays broken for every function ' +
    'that still uses this one. Only layers of the account itself are checked: AWS lists the ' +
    'versions of a layer to its owner alone.',
  remediation: 'Move the functions to the newest version, once it is tested with them.',
  references: [
    'https://docs.aws.amazon.com/lambda/latest/dg/adding-layers.html',
    'https://docs.aws.amazon.com/lambda/latest/api/API_ListLayerVersions.html',
  ],
  suppression: { whole: 'a version of a layer that has been replaced does not change any more' },
  cwe: 'CWE-1104',
  frameworks: { owasp: ['S9:2017'], csa: ['SAS-6'] },
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
