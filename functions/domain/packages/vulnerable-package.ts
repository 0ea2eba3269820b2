import type { Known } from '../facts.ts';
import type { Advisory } from './advisory.ts';
import { type Package, packageOf } from './package.ts';
import { type Upgrade, upgradeOf } from './upgrade.ts';
import { type Urgency, withUrgency } from './urgency.ts';

/** A package at a version, with what is known against it. */
export interface VulnerablePackage {
  /** Its first copy. */
  readonly package: Package;
  /** All of them, the first included. */
  readonly copies: readonly Package[];
  /** At least one. */
  readonly advisories: readonly Advisory[];
  readonly upgrade: Upgrade;
}

/** Advisories by the purl of the version that they affect; a package without any has an empty list. */
export type AdvisoriesByPurl = ReadonlyMap<string, readonly Advisory[]>;

/**
 * @param advisories a package that is not in it is one about which the feed said nothing. Those of
 * other versions of a package tell which upgrades lead from bad to worse.
 */
export function vulnerabilitiesOf(
  packages: readonly Package[],
  advisories: AdvisoriesByPurl,
  urgency: Urgency,
): Known<readonly VulnerablePackage[]> {
  const copies = Map.groupBy(packages, ({ purl }) => purl);
  const unmatched = [...copies.keys()].filter((purl) => !advisories.has(purl));

  const value = [...copies].flatMap(([purl, [first, ...more]]) => {
    const known = (advisories.get(purl) ?? []).map((one) => withUrgency(one, urgency));
    if (!first || known.length === 0) return [];

    const upgrade = upgradeOf(first, known, advisoriesOfName(purl, advisories));
    return [{ package: first, copies: [first, ...more], advisories: known, upgrade }];
  });

  if (unmatched.length === 0) return { known: true, value };
  return {
    known: true,
    value,
    incomplete: `no advisories were to be had for ${listed(unmatched)}`,
  };
}

/**
 * What is told of these packages, and of the versions to which they would be upgraded. Of what
 * nobody tells today, what was last known.
 *
 * @param today unknown while nobody tells anything.
 */
export function advisoriesAbout(
  packages: readonly Package[],
  today: Known<AdvisoriesByPurl>,
  before: AdvisoriesByPurl = new Map(),
): AdvisoriesByPurl {
  const purls = new Set(packages.map(({ purl }) => purl));
  const names = new Set([...purls].map(nameIn));
  const told = today.known ? today.value : before;

  return new Map([
    ...[...before].filter(([purl]) => purls.has(purl)),
    ...[...told].filter(([purl]) => names.has(nameIn(purl))),
  ]);
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
  const name = nameIn(purl);

  return [...advisories].flatMap(([other, known]) => (nameIn(other) === name ? known : []));
}

/** A purl without its version. */
function nameIn(purl: string): string {
  return purl.slice(0, purl.lastIndexOf('@'));
}

function listed(purls: readonly string[]): string {
  const [more, named] = [purls.length - 3, purls.slice(0, 3).join(', ')];

  return more > 0 ? `${named} and ${more} more` : named;
}
