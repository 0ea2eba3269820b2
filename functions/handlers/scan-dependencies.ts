import { feedsFor } from '../scanners/advisory-feeds.ts';
import { dependenciesScanner } from '../scanners/dependencies-scanner.ts';
import { scannerHandler } from './scanner-handler.ts';

/** What feeds answer is the same for all accounts. */
let feeds: ReturnType<typeof feedsFor> | undefined;

export const handler = scannerHandler('dependencies', (parts) => {
  feeds ??= feedsFor(parts);

  return dependenciesScanner({ ...parts, feeds });
});
