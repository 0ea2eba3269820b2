import { daysBefore } from '../../core/days-before.ts';
import { lines } from '../../core/evidence.ts';
import { failIfAny } from '../../domain/check.ts';
import { inLayers } from '../../domain/in-layers.ts';
import { type InstalledRelease, newerMajors } from '../../engines/packages/index.ts';
import { defineCheck } from '../define-check.ts';

/** For so long, the next major version is new. */
const GRACE_DAYS = 365;

export const outdatedPackage = defineCheck({
  id: 'dependencies/outdated-package',
  target: 'function',
  title: 'Packages are major versions behind',
  severity: 'low',
  practice: 'dependencies',
  rationale:
    'Old major versions are the first to get no fixes. The further behind, the longer the ' +
    'upgrade on the day on which a fix is needed.',
  remediation:
    'Upgrade the direct dependencies of the function to the next major version; the others ' +
    'follow.',
  references: ['https://docs.deps.dev/api/v3/'],
  suppression: { covers: 'the packages that are behind' },
  cwe: 'CWE-1104',
  frameworks: { owasp: ['S9:2017'], csa: ['SAS-6'] },
  needs: ['installedReleases', 'now'],

  evaluate({ installedReleases, now }) {
    const outdated = installedReleases
      .map((installed) => ({ installed, majors: majorsAhead(installed) }))
      .filter(
        ({ majors: [next, ...more] }) =>
          next && (more.length > 0 || next.since < daysBefore(now, GRACE_DAYS)),
      )
      .toSorted((a, b) => b.majors.length - a.majors.length);

    // One upgrade session, one finding: a function has dozens of packages, and all of them age.
    const [worst] = outdated;
    return failIfAny(
      worst
        ? [
            {
              subject: 'packages',
              mark: outdated.map(labelOf),
              summary: summaryOf(worst, outdated.length - 1),
              evidence: lines(...outdated.map(lineOf)),
            },
          ]
        : [],
    );
  },
});

export const outdatedPackageInLayer = inLayers(outdatedPackage);

interface Outdated {
  readonly installed: InstalledRelease;
  readonly majors: ReturnType<typeof newerMajors>;
}

function majorsAhead({ package: { ecosystem, version }, history }: InstalledRelease) {
  return newerMajors(history, ecosystem, version);
}

function summaryOf({ installed: { package: one, history } }: Outdated, others: number): string {
  const more = others > 0 ? `, and ${others} more` : '';

  return `Major versions behind: ${one.name} ${one.version}, where ${history.latest} is the latest${more}`;
}

/** At whichever version: further behind is behind. */
function labelOf({ installed: { package: one } }: Outdated): string {
  return `${one.name} (${one.ecosystem})`;
}

function lineOf({ installed: { package: one, history }, majors }: Outdated): string {
  const count = majors.length === 1 ? '1 major' : `${majors.length} majors`;

  return `${one.name} ${one.version} is ${count} behind ${history.latest}`;
}
