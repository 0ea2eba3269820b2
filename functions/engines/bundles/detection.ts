import type { Alternative, Certainty, Channel } from '../packages/index.ts';

/** An npm package that was recognised in a bundle; its version, where that is known as well. */
export interface PackageMatch {
  readonly name: string;
  readonly version?: string | undefined;
  /** @default exact */
  readonly certainty?: Certainty | undefined;
  /** All versions that it may be, of one that is not exact. */
  readonly candidates?: readonly string[] | undefined;
  /** Other packages that it may be instead, of one whose code others share. */
  readonly alternatives?: readonly Alternative[] | undefined;
}

/** What one detector found in a bundle. */
export interface Detection {
  readonly by: Channel;
  readonly matches: readonly PackageMatch[];
  /** Whether every package of the bundle is among the matches. */
  readonly whole: boolean;
}
