import { defaultScanSettings, readSetting } from '../functions/domain/settings/read-settings.ts';
import type { ScanSettings } from '../functions/domain/settings/settings.ts';
import { OFF } from '../functions/domain/settings/takes.ts';
import { dependencyChecksOn } from './disabled-checks.ts';
import { osvFolder } from './osv-folder.ts';

/**
 * Where advisories are asked for: a URL, a folder, or off.
 *
 * @throws InvalidSetting for a URL that the setting would not take.
 */
export function advisorySource(text: string): string {
  return isFeed(text) ? readSetting('advisoryUrl', text) : text;
}

/** Left out on purpose, and no gap: but "no findings" says more than was looked for. */
export const NO_ADVISORIES = 'vulnerable packages were not looked for (--advisories off)';

/** Else it is a folder. */
function isFeed(source: string): boolean {
  return source === OFF || /^https?:\/\//.test(source);
}

const notBeforeDeployment: readonly string[] = ['builds', 'inspection', 'layerVersions'];

/** Where advisories come from a mirror or a folder, no other feed is asked either. */
export async function feedsFor(
  source: string,
): Promise<{ readonly settings: ScanSettings; readonly fetch?: typeof fetch }> {
  const disabledChecks = [...dependencyChecksOn(...notBeforeDeployment)];
  const settings = { ...defaultScanSettings, disabledChecks };
  const alone = {
    ...settings,
    exploitedUrl: OFF,
    epssUrl: OFF,
    nvdUrl: OFF,
    releasesUrl: OFF,
    retireUrl: OFF,
  };

  if (source === settings.advisoryUrl) return { settings };
  if (isFeed(source)) return { settings: { ...alone, advisoryUrl: source } };
  const { baseUrl, fetch } = await osvFolder(source);
  return { settings: { ...alone, advisoryUrl: baseUrl }, fetch };
}
