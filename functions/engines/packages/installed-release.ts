import type { Package } from './package.ts';
import type { ReleaseHistory } from './release-history.ts';

/** A package that is deployed, and what has been released of it. */
export interface InstalledRelease {
  /** Its first copy. */
  readonly package: Package;
  readonly history: ReleaseHistory;
}
