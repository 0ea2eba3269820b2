import { checksByScanner } from '../functions/checks/index.ts';
import { OFF, type ScanSettings } from '../functions/domain/scan-settings.ts';

/** Ids of the checks of dependencies that cannot be asked where these facts are not collected. */
export function dependencyChecksOn(...facts: readonly string[]): readonly string[] {
  return checksByScanner.dependencies
    .filter(({ needs }) => needs.some((need) => facts.includes(need)))
    .map(({ id }) => id);
}

/** No advisories are asked for: what needs them is left out on purpose, and is no gap. */
export const withoutAdvisories: Pick<ScanSettings, 'disabledChecks'> &
  Record<'exploitedUrl' | 'epssUrl' | 'nvdUrl' | 'retireUrl', typeof OFF> = {
  disabledChecks: [...dependencyChecksOn('vulnerablePackages')],
  exploitedUrl: OFF,
  epssUrl: OFF,
  nvdUrl: OFF,
  retireUrl: OFF,
};
