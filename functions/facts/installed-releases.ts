import { attempt } from '../app/collectors.ts';
import type { FeedAnswer } from '../app/ports.ts';
import type { Known } from '../core/known.ts';
import type { Target } from '../core/target.ts';
import {
  type InstalledRelease,
  type Package,
  type ReleaseHistory,
  releasesKey,
} from '../engines/packages/index.ts';

export interface InstalledReleasesProps<T extends Target> {
  readonly packages: (
    targets: readonly T[],
  ) => Promise<ReadonlyMap<string, Known<readonly Package[]>>>;
  /** By key; what the feed does not know is left out. @throws when it has no answer, and never had one. */
  readonly releases: (
    packages: readonly Package[],
  ) => Promise<FeedAnswer<ReadonlyMap<string, ReleaseHistory>>>;
}

/** Puts beside each package of a chunk of targets what has been released of it. */
export function installedReleasesOf<T extends Target>({
  packages,
  releases,
}: InstalledReleasesProps<T>) {
  return async (
    targets: readonly T[],
  ): Promise<ReadonlyMap<string, Known<readonly InstalledRelease[]>>> => {
    const deployed = await packages(targets);
    const all = [...deployed.values()].flatMap((answer) => (answer.known ? answer.value : []));
    const released = await attempt(() => releases(all));
    return new Map(
      [...deployed].map(([arn, answer]) => [
        arn,
        released.known ? joined(answer, released.value) : released,
      ]),
    );
  };
}

function joined(
  packages: Known<readonly Package[]>,
  { value: histories, unseen }: FeedAnswer<ReadonlyMap<string, ReleaseHistory>>,
): Known<readonly InstalledRelease[]> {
  if (!packages.known) return packages;

  const value = [...Map.groupBy(packages.value, ({ purl }) => purl).values()].flatMap(([first]) => {
    const history = first && histories.get(releasesKey(first));
    // Of what may be another package, the history may be the other one's.
    return history && !first.alternatives ? [{ package: first, history }] : [];
  });
  const doubts = [packages.incomplete, unseen].filter((why) => why !== undefined);

  return {
    known: true,
    value,
    ...(doubts.length > 0 && { incomplete: doubts.join('; ') }),
  };
}
