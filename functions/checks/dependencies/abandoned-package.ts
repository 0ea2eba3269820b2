import { counted } from '../../core/amounts.ts';
import { lines } from '../../core/evidence.ts';
import type { SharedPackage } from '../../domain/aging-package.ts';
import {
  carriersCounted,
  carriersInWords,
  packageLabel,
  widestFirst,
} from '../../domain/aging-words.ts';
import { type Detail, failIfAny } from '../../domain/check.ts';
import { SILENT_YEARS } from '../../engines/packages/index.ts';
import { defineCheck } from '../define-check.ts';

export const abandonedPackage = defineCheck({
  id: 'dependencies/abandoned-package',
  target: 'account',
  title: 'Deprecated or unmaintained packages',
  severity: 'info',
  practice: 'dependencies',
  rationale:
    'The next vulnerability that is found in one of them stays unpatched. Some packages are ' +
    'small and done; deprecated ones are not. Those of all functions and layers of the account ' +
    'are one finding each.',
  remediation:
    'Replace those that their authors have deprecated, and those that are more than a few lines.',
  references: ['https://docs.deps.dev/api/v3/'],
  suppression: { covers: 'the packages that are deprecated or silent' },
  cwe: 'CWE-1104',
  frameworks: { owasp: ['S9:2017'], csa: ['SAS-6'] },
  needs: ['abandonedPackages'],

  evaluate({ abandonedPackages }) {
    const byClass = Map.groupBy(abandonedPackages, ({ deprecated }) => deprecated !== undefined);

    return failIfAny([
      ...detailOf('deprecated', 'deprecated', byClass.get(true)),
      ...detailOf('silent', `without a release in ${SILENT_YEARS} years`, byClass.get(false)),
    ]);
  },
});

function detailOf(
  subject: string,
  what: string,
  packages: readonly SharedPackage[] = [],
): readonly Detail[] {
  if (packages.length === 0) return [];
  const names = new Set(packages.map(packageLabel));

  return [
    {
      subject,
      mark: [...names],
      summary: `${counted(names.size, 'package')} ${what}, in ${carriersCounted(packages)}`,
      evidence: lines(...packages.toSorted(widestFirst).map(lineOf)),
    },
  ];
}

function lineOf({ name, version, deprecated, silentSince = '', in: arns }: SharedPackage): string {
  const where = carriersInWords(arns);
  if (deprecated === undefined) {
    return `${name} ${version}, last released on ${silentSince.slice(0, 10)}: ${where}`;
  }

  return `${name} ${version}: ${where}${deprecated === '' ? '' : ` (${deprecated})`}`;
}
