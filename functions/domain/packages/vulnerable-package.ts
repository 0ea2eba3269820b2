import type { Known } from '../facts.ts';
import { type Advisory, markExploited } from './advisory.ts';
import { type Package, type PackageEvidence, packageOf } from './package.ts';
import { type Upgrade, upgradeOf } from './upgrade.ts';

/** A package at a version, with what is known against it. */
export interface VulnerablePackage {
  /** Its first copy. */
  readonly package: Package;
  /** Of all its copies. */
  readonly evidence: readonly PackageEvidence[];
  /** At least one. */
  readonly advisories: readonly Advisory[];
  readonly upgrade: Upgrade;
}

/** Advisories by the purl of the version that they affect; a package without any has an empty list. */
export type AdvisoriesByPurl = ReadonlyMap<string, readonly Advisory[]>;

/**
 * @param advisories a package that is not in it is one about which the feed said nothing. Those of
 * other versions of a package tell which upgrades lead from bad to worse.
 * @param exploited CVE ids.
 */
export function vulnerabilitiesOf(
  packages: readonly Package[],
  advisories: AdvisoriesByPurl,
  exploited: ReadonlySet<string>,
): Known<readonly VulnerablePackage[]> {
  const copies = Map.groupBy(packages, ({ purl }) => purl);
  const unmatched = [...copies.keys()].filter((purl) => !advisories.has(purl));

  const value = [...copies].flatMap(([purl, [first, ...more]]) => {
    const known = (advisories.get(purl) ?? []).map((one) => markExploited(one, exploited));
    if (!first || known.length === 0) return [];

    const evidence = [first, ...more].map((copy) => copy.evidence);
    const upgrade = upgradeOf(first, known, advisoriesOfName(purl, advisories));
    return [{ package: first, evidence, advisories: known, upgrade }];
  });

  if (unmatched.length === 0) return { known: true, value };
  return {
    known: true,
    value,
    incomplete: `no advisories were to be had for ${listed(unmatched)}`,
  };
}

/** The versions to which vulnerable packages would be upgraded, as far as advisories tell. */
export function upgradeTargets(
  packages: readonly Package[],
  advisories: AdvisoriesByPurl,
): readonly Package[] {
  return packages.flatMap((installed) => {
    const known = advisories.get(installed.purl) ?? [];
    if (known.length === 0) return [];

    const { version } = upgradeOf(installed, known, advisoriesOfName(installed.purl, advisories));
    return version === undefined ? [] : [packageOf({ ...installed, version }, installed.evidence)];
  });
}

function advisoriesOfName(purl: string, advisories: AdvisoriesByPurl): readonly Advisory[] {
  const name = purl.slice(0, purl.lastIndexOf('@') + 1);

  return [...advisories].flatMap(([other, known]) => (other.startsWith(name) ? known : []));
}

function listed(purls: readonly string[]): string {
  const [more, named] = [purls.length - 3, purls.slice(0, 3).join(', ')];

  return more > 0 ? `${named} and ${more} more` : named;
}
