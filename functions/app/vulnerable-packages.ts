import type { Known } from '../domain/facts.ts';
import type { Advisory } from '../domain/packages/advisory.ts';
import type { Package } from '../domain/packages/package.ts';
import {
  type VulnerablePackage,
  vulnerabilitiesOf,
} from '../domain/packages/vulnerable-package.ts';
import type { Target } from '../domain/target.ts';
import { settle } from './collectors.ts';

export interface VulnerablePackagesProps<T extends Target> {
  readonly packages: (
    targets: readonly T[],
  ) => Promise<ReadonlyMap<string, Known<readonly Package[]>>>;
  /** By purl; a package that the feed refuses is left out. @throws when the feed cannot tell. */
  readonly advisories: (
    packages: readonly Package[],
  ) => Promise<ReadonlyMap<string, readonly Advisory[]>>;
  /** CVE ids. @throws when the catalogue cannot be had. */
  readonly exploited: () => Promise<ReadonlySet<string>>;
}

/** Matches what is in a chunk of archives against what is known: one question for all. */
export function vulnerablePackages<T extends Target>({
  packages,
  advisories,
  exploited,
}: VulnerablePackagesProps<T>) {
  return async (
    targets: readonly T[],
  ): Promise<ReadonlyMap<string, Known<readonly VulnerablePackage[]>>> => {
    const deployed = await packages(targets);
    const all = [...deployed.values()].flatMap((known) => (known.known ? known.value : []));
    const known = await advisories(all);
    const abused = await settle(exploited);

    return new Map(
      [...deployed].map(([arn, answer]) => [arn, matched(answer, known, abused)] as const),
    );
  };
}

function matched(
  packages: Known<readonly Package[]>,
  advisories: ReadonlyMap<string, readonly Advisory[]>,
  exploited: Known<ReadonlySet<string>>,
): Known<readonly VulnerablePackage[]> {
  if (!packages.known) return packages;

  // Without the catalogue a fault is a fault all the same, though perhaps a worse one.
  const [cves, unrated] = exploited.known
    ? [exploited.value]
    : [new Set<string>(), exploited.reason];
  const vulnerable = vulnerabilitiesOf(packages.value, advisories, cves);
  if (!vulnerable.known) return vulnerable;

  const unseen = [packages.incomplete, vulnerable.incomplete].filter((why) => why !== undefined);
  return {
    ...vulnerable,
    ...(unseen.length > 0 && { incomplete: unseen.join('; ') }),
    ...(unrated !== undefined && { understated: unrated }),
  };
}
