import { secretAt } from '../adapters/aws/secret.ts';
import { processSlots } from '../adapters/aws/time-slots.ts';
import { exploitLikelihoods } from '../adapters/feeds/exploit-likelihoods.ts';
import { EXPLOITED_MIRROR, knownExploited } from '../adapters/feeds/known-exploited.ts';
import { nvdRatings } from '../adapters/feeds/nvd-ratings.ts';
import { osvAdvisories } from '../adapters/feeds/osv-advisories.ts';
import { osvFiles } from '../adapters/feeds/osv-files.ts';
import { packageReleases } from '../adapters/feeds/package-releases.ts';
import { retireRepository } from '../adapters/feeds/retire-repository.ts';
import { settingsTable } from '../domain/settings/settings-table.ts';
import { OFF } from '../domain/settings/takes.ts';
import type { ScannerParts } from './assembled-scanner.ts';

export type AdvisoryFeeds = ReturnType<typeof feedsFor>;

/** An account that names a mirror of its own may have no route to another source. */
const CISA = settingsTable.exploitedUrl.default;

/** What the world outside says of packages: the same whichever account is looked at. */
export function feedsFor(parts: ScannerParts) {
  const { settings, facts, clock, slotsOf = processSlots(), onCall, sleep } = parts;
  const { fetch = globalThis.fetch } = parts;
  const { nvdKeySecret } = settings;
  const kept = { facts, clock, fetch, sleep };

  const known = {
    advisories: osvAdvisories({ baseUrl: settings.advisoryUrl, fetch, sleep }),
    exploited: unlessOff(settings.exploitedUrl, (url) =>
      knownExploited({ ...kept, urls: url === CISA ? [url, EXPLOITED_MIRROR] : [url] }),
    ),
    likelihoods: unlessOff(settings.epssUrl, (baseUrl) => exploitLikelihoods({ ...kept, baseUrl })),
    ratings: unlessOff(settings.nvdUrl, (baseUrl) =>
      nvdRatings({
        ...kept,
        baseUrl,
        slotsOf,
        key: nvdKeySecret === undefined ? undefined : secretAt(nvdKeySecret, onCall),
      }),
    ),
    further: unlessOff(settings.retireUrl, (url) => ({
      advisories: retireRepository({ ...kept, url }),
      filed: osvFiles({ ...kept, baseUrl: settings.advisoryUrl }),
    })),
  };

  return { known, releases: packageReleases({ ...kept, baseUrl: settings.releasesUrl }) };
}

/** A feed that the settings turn off is not asked. */
function unlessOff<F>(url: string, feedAt: (baseUrl: string) => F): F | undefined {
  return url === OFF ? undefined : feedAt(url);
}
