import { daysBefore } from '../../core/days-before.ts';
import { lines } from '../../core/evidence.ts';
import { failIfAny } from '../../domain/check.ts';
import { inLayers } from '../../domain/in-layers.ts';
import type { InstalledRelease } from '../../engines/packages/index.ts';
import { defineCheck } from '../define-check.ts';

const SILENT_YEARS = 4;

export const abandonedPackage = defineCheck({
  id: 'dependencies/abandoned-package',
  target: 'function',
  title: 'Deprecated or unmaintained packages',
  severity: 'info',
  practice: 'dependencies',
  rationale:
    'The next vulnerability that is found in one of them stays unpatched. Some packages are ' +
    'small and done; deprecated ones are not.',
  remediation:
    'Replace those that their authors have deprecated, and those that are more than a few lines.',
  references: ['https://docs.deps.dev/api/v3/'],
  suppression: { covers: 'the packages that are deprecated or silent' },
  cwe: 'CWE-1104',
  frameworks: { owasp: ['S9:2017'], csa: ['SAS-6'] },
  needs: ['installedReleases', 'now'],

  evaluate({ installedReleases, now }) {
    const deprecated = installedReleases.filter(isDeprecated);
    const silent = installedReleases.filter(
      (one) =>
        !isDeprecated(one) && one.history.lastReleasedAt < daysBefore(now, SILENT_YEARS * 365),
    );

    return failIfAny(
      deprecated.length + silent.length > 0
        ? [
            {
              subject: 'packages',
              mark: [
                ...deprecated.map((one) => `${labelOf(one)}, deprecated`),
                ...silent.map((one) => `${labelOf(one)}, silent`),
              ],
              summary: summaryOf(deprecated.length, silent.length),
              evidence: lines(...deprecated.map(whyDeprecated), ...silent.map(sinceWhen)),
            },
          ]
        : [],
    );
  },
});

export const abandonedPackageInLayer = inLayers(abandonedPackage);

function summaryOf(deprecated: number, silent: number): string {
  const parts = [
    ...(deprecated > 0 ? [`${counted(deprecated)} deprecated`] : []),
    ...(silent > 0 ? [`${counted(silent)} without a release in ${SILENT_YEARS} years`] : []),
  ];

  return parts.join(', ');
}

function counted(packages: number): string {
  return packages === 1 ? '1 package' : `${packages} packages`;
}

function isDeprecated({ history }: InstalledRelease): boolean {
  return history.deprecated !== undefined;
}

/** At any version: another one is no better maintained. */
function labelOf({ package: { ecosystem, name } }: InstalledRelease): string {
  return `${name} (${ecosystem})`;
}

function whyDeprecated({ package: { name, version }, history }: InstalledRelease): string {
  return `${name} ${version} is deprecated${history.deprecated ? `: ${history.deprecated}` : ''}`;
}

function sinceWhen({ package: { name, version }, history }: InstalledRelease): string {
  return `${name} ${version}: the last release was on ${history.lastReleasedAt.slice(0, 10)}`;
}
