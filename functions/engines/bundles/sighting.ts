import type { Alternative, Certainty, Channel } from '../packages/index.ts';

/** An npm package seen in a bundle; its version, where that is seen as well. */
export interface Sighting {
  readonly name: string;
  readonly version?: string | undefined;
  /** @default exact */
  readonly certainty?: Certainty | undefined;
  /** All versions that it may be, of one that is not exact. */
  readonly candidates?: readonly string[] | undefined;
  /** Other packages that it may be instead, of one whose code others share. */
  readonly alternatives?: readonly Alternative[] | undefined;
}

/** What one way to look at a bundle tells of it. */
export interface Testimony {
  readonly by: Channel;
  readonly sightings: readonly Sighting[];
  /** Whether every package of the bundle is among the sightings. */
  readonly whole: boolean;
}
