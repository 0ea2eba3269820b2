import type { Known } from '../../core/known.ts';
import type { Advisory } from './advisory.ts';
import { withLinkage } from './linkage.ts';
import { withNeeded } from './needed-package.ts';
import {
  candidatesInWords,
  candidatesOf,
  namesInWords,
  normalisedName,
  type Package,
  packageOf,
} from './package.ts';
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
  /** Of one that may be another package, the way out of that one. */
  readonly otherUpgrades?: readonly OtherUpgrade[];
}

export interface OtherUpgrade {
  readonly name: string;
  readonly upgrade: Upgrade;
}

/** Advisories by the purl of the version that they affect; a package without any has an empty list. */
export type AdvisoriesByPurl = ReadonlyMap<string, readonly Advisory[]>;

/**
 * An advisory counts when it is about every version that the package may be. One that is about some
 * of them makes the answer incomplete: it is neither a fault nor the lack of one.
 *
 * @param advisories a package that is not in it is one about which the feed said nothing. Those of
 * other versions of a package show which upgrades lead from bad to worse.
 * @param isAll whether nothing else is there to be imported, in a layer or unread. @default false
 */
export function vulnerabilitiesOf(
  packages: readonly Package[],
  advisories: AdvisoriesByPurl,
  urgency: Urgency,
  isAll = false,
): Known<readonly VulnerablePackage[]> {
  const copies = Map.groupBy(packages, ({ purl }) => purl);
  const judged = [...copies.values()].flatMap((alike) => {
    const first = alike.find(({ certainty }) => certainty === 'exact') ?? alike[0];
    return first ? [{ first, alike, ...advisoriesOf(first, advisories) }] : [];
  });

  const ofName = byName(advisories);
  const beside = isAll
    ? new Set(packages.map(({ ecosystem, name }) => normalisedName(ecosystem, name)))
    : undefined;
  const value = judged.flatMap(({ first, alike, certain }) => {
    const known = certain.map((one) =>
      withNeeded(withLinkage(withUrgency(one, urgency), alike), alike, beside),
    );
    if (known.length === 0) return [];

    const upgrade = upgradeOf(first, known, ofName.get(nameIn(first.purl)));
    const otherUpgrades = otherUpgradesOf(first, advisories, ofName);
    return [
      {
        package: first,
        copies: alike,
        advisories: known,
        upgrade,
        ...(otherUpgrades.length > 0 && { otherUpgrades }),
      },
    ];
  });

  const unmatched = judged.flatMap(({ unanswered }) => unanswered);
  const possible = judged.flatMap(({ first, doubtful }) => possibly(first, doubtful));
  const gaps = [
    unmatched.length > 0 ? `no advisories were to be had for ${listed(unmatched)}` : undefined,
    possible.length > 0 ? `it is not known whether ${listed(possible)}` : undefined,
  ].filter((gap) => gap !== undefined);

  return { known: true, value, ...(gaps.length > 0 && { incomplete: gaps.join('; ') }) };
}

/** Those about all versions that it may be, and those about some. */
function advisoriesOf(one: Package, advisories: AdvisoriesByPurl) {
  const candidates = candidatesOf(one);
  const unanswered = candidates.map(({ purl }) => purl).filter((purl) => !advisories.has(purl));
  const each = candidates.map(({ purl }) => advisories.get(purl) ?? []);
  const about = Map.groupBy(each.flat(), ({ id }) => id);
  const all = [...about.values()].flatMap((same) => (same[0] ? [{ one: same[0], same }] : []));

  return {
    unanswered,
    certain: all.filter(({ same }) => same.length === candidates.length).map(({ one }) => one),
    doubtful: all.filter(({ same }) => same.length < candidates.length).map(({ one }) => one),
  };
}

/** Of each package that it may be instead, at the likeliest version. */
function otherUpgradesOf(
  one: Package,
  advisories: AdvisoriesByPurl,
  ofName: ReadonlyMap<string, readonly Advisory[]>,
): readonly OtherUpgrade[] {
  const others = Map.groupBy(candidatesOf(one), ({ name }) => name);

  return (one.alternatives ?? []).flatMap(({ name }) => {
    const first = others.get(name)?.[0];
    const known = first && advisories.get(first.purl);
    if (!first || !known) return [];
    return [{ name, upgrade: upgradeOf(first, known, ofName.get(nameIn(first.purl))) }];
  });
}

function possibly(one: Package, doubtful: readonly Advisory[]): readonly string[] {
  if (doubtful.length === 0) return [];

  const ids = listed(doubtful.map(({ id }) => id));
  const { evidence } = one;
  return [
    `${namesInWords(one)} in ${evidence.path} has ${ids}, for it may be ${candidatesInWords(one)}`,
  ];
}

/**
 * The advisories about these packages, and about the versions to which they would be upgraded. Where
 * no feed answers today, those that were last known.
 *
 * @param today unknown while no feed answers.
 */
export function advisoriesAbout(
  packages: readonly Package[],
  today: Known<AdvisoriesByPurl>,
  before: AdvisoriesByPurl = new Map(),
): AdvisoriesByPurl {
  const purls = new Set(packages.map(({ purl }) => purl));
  const names = new Set([...purls].map(nameIn));
  const answered = today.known ? today.value : before;

  return new Map([
    ...[...before].filter(([purl]) => purls.has(purl)),
    ...[...answered].filter(([purl]) => names.has(nameIn(purl))),
  ]);
}

/** The versions to which vulnerable packages would be upgraded, as far as advisories say. */
export function upgradeTargets(
  packages: readonly Package[],
  advisories: AdvisoriesByPurl,
): readonly Package[] {
  const ofName = byName(advisories);

  return packages.flatMap((installed) => {
    const known = advisories.get(installed.purl) ?? [];
    if (known.length === 0) return [];

    const { version } = upgradeOf(installed, known, ofName.get(nameIn(installed.purl)));
    return version === undefined ? [] : [packageOf({ ...installed, version }, installed.evidence)];
  });
}

/** Each once: a package may be there in thousands of versions, all with the same advisories. */
function byName(advisories: AdvisoriesByPurl): ReadonlyMap<string, readonly Advisory[]> {
  const all = new Map<string, Map<string, Advisory>>();

  for (const [purl, known] of advisories) {
    const name = nameIn(purl);
    const ofName = all.get(name) ?? new Map<string, Advisory>();
    all.set(name, ofName);
    for (const one of known) ofName.set(one.id, one);
  }
  return new Map([...all].map(([name, ofName]) => [name, [...ofName.values()]]));
}

/** A purl without its version. */
function nameIn(purl: string): string {
  return purl.slice(0, purl.lastIndexOf('@'));
}

function listed(all: readonly string[]): string {
  const [more, named] = [all.length - 3, all.slice(0, 3).join(', ')];

  return more > 0 ? `${named} and ${more} more` : named;
}
