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
import { defineCheck } from '../define-check.ts';

export const outdatedPackage = defineCheck({
  id: 'dependencies/outdated-package',
  target: 'account',
  title: 'Packages are major versions behind',
  severity: 'info',
  practice: 'dependencies',
  rationale:
    'Old major versions are the first to get no fixes. The further behind, the longer the ' +
    'upgrade on the day on which a fix is needed. Those of all functions and layers of the ' +
    'account are one finding where one major version is between, for more than a year, and one ' +
    'where more are.',
  remediation:
    'Upgrade the direct dependencies of the functions to the next major version; the others ' +
    'follow.',
  references: ['https://docs.deps.dev/api/v3/'],
  suppression: { covers: 'the packages that are behind' },
  cwe: 'CWE-1104',
  frameworks: { owasp: ['S9:2017'], csa: ['SAS-6'] },
  needs: ['outdatedPackages'],

  evaluate({ outdatedPackages }) {
    const byClass = Map.groupBy(outdatedPackages, ({ majors = 1 }) => majors > 1);

    return failIfAny([
      ...detailOf('several majors behind', byClass.get(true)),
      ...detailOf('one major behind', byClass.get(false)),
    ]);
  },
});

function detailOf(subject: string, packages: readonly SharedPackage[] = []): readonly Detail[] {
  const [first, ...others] = packages.toSorted(
    (a, b) => (b.majors ?? 0) - (a.majors ?? 0) || widestFirst(a, b),
  );
  if (!first) return [];

  const more = others.length > 0 ? `, and ${others.length} more` : '';
  return [
    {
      subject,
      mark: packages.map(packageLabel),
      summary: `Major versions behind in ${carriersCounted(packages)}: ${first.name} ${first.version}, where ${first.latest} is the latest${more}`,
      evidence: lines(...[first, ...others].map(lineOf)),
    },
  ];
}

function lineOf({ name, version, latest, majors = 1, in: arns }: SharedPackage): string {
  return `${name} ${version} is ${counted(majors, 'major')} behind ${latest}: ${carriersInWords(arns)}`;
}
