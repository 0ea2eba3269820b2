import type { ScanSettings } from '../functions/domain/settings/settings.ts';
import { type AdvisoryFeeds, feedsFor } from '../functions/scanners/advisory-feeds.ts';
import type { ScannerParts } from '../functions/scanners/assembled-scanner.ts';
import { codeScanner } from '../functions/scanners/code-scanner.ts';
import { dependenciesScanner } from '../functions/scanners/dependencies-scanner.ts';
import { permissionsScanner } from '../functions/scanners/permissions-scanner.ts';
import { usageScanner } from '../functions/scanners/usage-scanner.ts';
import { analyser } from './analyser.ts';

/** All, for a night in this process. */
export const scanners = {
  code: (parts: ScannerParts) => codeScanner({ ...parts, analyser }),
  dependencies: (parts: ScannerParts) => dependenciesScanner({ ...parts, feeds: feedsOf(parts) }),
  permissions: permissionsScanner,
  usage: usageScanner,
};

/** Those of one night, whose settings are one object: they answer the same for all its accounts. */
function feedsOf(parts: ScannerParts): AdvisoryFeeds {
  const feeds = feedsOfNights.get(parts.settings) ?? feedsFor(parts);
  feedsOfNights.set(parts.settings, feeds);

  return feeds;
}

const feedsOfNights = new WeakMap<ScanSettings, AdvisoryFeeds>();
