import { featureKinds, isOfFunction } from '../../../functions/engines/bundles/index.ts';
import type { LookedFeature } from './look-at.ts';

/** In all forms: no minifier that we know of changes it. */
const STABLE = 15;

export interface FeatureChoice {
  /** How many versions of the package were looked at. */
  readonly versions: number;
  /** Whether no other package has the feature. */
  readonly isDistinct: (feature: LookedFeature) => boolean;
}

/**
 * Of all features of a package, those by which each of its versions is recognised, and those by
 * which it differs from the versions most like it.
 */
export function chooseFeatures(
  features: readonly LookedFeature[],
  presences: readonly (readonly number[])[],
  { versions, isDistinct }: FeatureChoice,
): readonly LookedFeature[] {
  const groups = [...Map.groupBy(features, ({ presence }) => presence)]
    .map(([presence, own]) => ({ own, has: presences[presence] ?? [] }))
    .toSorted((a, b) => b.has.length - a.has.length);
  const chosen = new Set<LookedFeature>();

  cover(groups, versions, chosen, COMMON, (feature) => feature.forms === STABLE);
  cover(
    groups,
    versions,
    chosen,
    DISTINCT,
    (feature) => !isOfFunction(feature.kind) && isDistinct(feature),
  );
  for (const forms of commonForms(features)) {
    cover(
      groups,
      versions,
      chosen,
      FRAIL,
      (feature) => feature.forms === forms && isOfFunction(feature.kind),
    );
  }
  cover(
    groups,
    versions,
    chosen,
    SMALL,
    (feature) => feature.forms !== STABLE && feature.forms !== 0,
  );
  distinguish(groups, versions, chosen);
  moreOfLast(features, presences, versions - 1, chosen);

  return [...chosen];
}

/** Features that the same versions have. */
interface Alike {
  readonly own: readonly LookedFeature[];
  /** Versions, in order. */
  readonly has: readonly number[];
}

/** How many features each version should be recognised by; more of a package of which few files are loaded. */
const COMMON = { few: 30, many: 240 };
/** Features that no other package has: they distinguish packages that share code. */
const DISTINCT = { few: 8, many: 8 };
/** By these is seen what a minifier does to the others of their forms. */
const FRAIL = { few: 5, many: 5 };
/** Of these some are left of what is too small to have anything that no minifier changes. */
const SMALL = { few: 8, many: 8 };
const MANY_FILES = 60;

/** Of the last version, functions in detail: a release that is newer than the data lacks some of them. */
function moreOfLast(
  features: readonly LookedFeature[],
  presences: readonly (readonly number[])[],
  last: number,
  chosen: Set<LookedFeature>,
): void {
  const own = features.filter(
    ({ forms, kind, presence }) =>
      forms === STABLE && kind === 'fine' && presences[presence]?.at(-1) === last,
  );

  pick(own, OF_LAST, chosen);
}

const OF_LAST = 50;

/** Chooses until every version has as many, as far as there are any: first what most versions have. */
function cover(
  groups: readonly Alike[],
  versions: number,
  chosen: Set<LookedFeature>,
  { few, many }: { readonly few: number; readonly many: number },
  isWanted: (feature: LookedFeature) => boolean,
): void {
  const missing = new Int32Array(versions).fill(few);

  for (const { own, has } of groups) {
    const wanted = own.filter(isWanted);
    const isOfMany = new Set(wanted.map(({ file }) => file)).size > MANY_FILES;
    const most = Math.max(...has.map((at) => missing[at] ?? 0));
    if (most <= 0) continue;

    const picked = spreadOver(wanted, isOfMany ? many : most);
    for (const feature of picked) chosen.add(feature);
    for (const at of has) missing[at] = (missing[at] ?? 0) - picked.length;
  }
}

function commonForms(features: readonly LookedFeature[]): readonly number[] {
  const counts = Map.groupBy(features, ({ forms }) => forms);

  return [...counts]
    .filter(([forms]) => forms !== STABLE)
    .toSorted(([, a], [, b]) => b.length - a.length)
    .slice(0, 5)
    .map(([forms]) => forms);
}

/** For every pair of versions that are much alike, features that one has and the other has not. */
function distinguish(groups: readonly Alike[], versions: number, chosen: Set<LookedFeature>): void {
  const members = groups.map(({ has }) => {
    const bits = new Uint8Array(versions);
    for (const at of has) bits[at] = 1;
    return bits;
  });

  for (const [one, other] of nearPairs(groups, members, versions)) {
    for (const [here, there] of [
      [one, other],
      [other, one],
    ] as const) {
      const between = groups.filter(
        (_, at) => members[at]?.[here] === 1 && members[at][there] === 0,
      );
      pickFrom(between, chosen);
    }
  }
}

/** Witnesses of a difference, of each of some builds or files: stable ones, and some of each form of the code. */
const WITNESSES = 3;
/** That came or went at different times. */
const CHANGES = 3;
const FORM_WITNESSES = 2;
const FILES = 3;
const forms = [1, 2, 4, 8];

function pickFrom(between: readonly Alike[], chosen: Set<LookedFeature>): void {
  const bySize = between.toSorted((a, b) => b.own.length - a.own.length);
  for (const { own } of bySize.slice(0, CHANGES)) pick(own.filter(isStableAndPlain), 1, chosen);

  const all = between.flatMap(({ own }) => own);
  const byFile = [...Map.groupBy(all, ({ file }) => file)].toSorted(
    ([one, ofOne], [other, ofOther]) =>
      pathsIn(other) - pathsIn(one) || ofOther.length - ofOne.length,
  );

  for (const [at, [, own]] of byFile.slice(0, FILES).entries()) {
    const stable = own.filter((feature) => feature.forms === STABLE);
    pick(stable, WITNESSES, chosen);
    for (const form of forms) {
      const ofForm = own.filter((feature) => (feature.forms & form) !== 0);
      pick(ofForm, FORM_WITNESSES, chosen);
    }
    const loose = own.filter((feature) => feature.forms === 0);
    pick(loose, at === 0 ? FORM_WITNESSES : 1, chosen);
  }
}

/** Functions, by what minifiers change least. */
function isStableAndPlain({ forms, kind }: LookedFeature): boolean {
  return forms === STABLE && (kind === 'function' || kind === 'shape');
}

/** What is in all builds of a package is in the one that is bundled. */
function pathsIn(file: string): number {
  return file.split(' ').length;
}

function pick(features: readonly LookedFeature[], most: number, chosen: Set<LookedFeature>): void {
  const already = features.filter((feature) => chosen.has(feature)).length;
  if (already >= most) return;

  const others = features.filter((feature) => !chosen.has(feature));
  for (const feature of spreadOver(others, most - already)) chosen.add(feature);
}

/** Of each version, the next ones in order and those that differ least. Same versions make no pair. */
function nearPairs(
  groups: readonly Alike[],
  members: readonly Uint8Array[],
  versions: number,
): readonly (readonly [number, number])[] {
  const pairs: { readonly pair: readonly [number, number]; readonly distance: number }[] = [];

  for (let one = 0; one < versions; one += 1) {
    const distances = new Int32Array(versions);
    for (const [at, { own }] of groups.entries()) {
      const bits = members[at] ?? new Uint8Array();
      for (let other = one + 1; other < versions; other += 1) {
        if (bits[one] !== bits[other]) distances[other] = (distances[other] ?? 0) + own.length;
      }
    }

    const others = Array.from({ length: versions - one - 1 }, (_, at) => one + 1 + at);
    const different = others.filter((other) => (distances[other] ?? 0) > 0);
    const nearest = different
      .toSorted((a, b) => (distances[a] ?? 0) - (distances[b] ?? 0))
      .slice(0, NEAREST);
    for (const other of new Set([...different.slice(0, NEXT), ...nearest])) {
      pairs.push({ pair: [one, other], distance: distances[other] ?? 0 });
    }
  }

  return pairs.toSorted((a, b) => a.distance - b.distance).map(({ pair }) => pair);
}

const NEXT = 3;
const NEAREST = 8;

/** The best of each file in turn, of each file one kind after another. */
function spreadOver(features: readonly LookedFeature[], most: number): readonly LookedFeature[] {
  const byFile = [...Map.groupBy(features, ({ file }) => file).values()].map(inTurnOfKinds);
  const rounds = Math.max(0, ...byFile.map((own) => own.length));
  const inTurn = Array.from({ length: rounds }, (_, round) => byFile.map((own) => own[round]));

  return inTurn
    .flat()
    .filter((feature) => feature !== undefined)
    .slice(0, Math.max(0, most));
}

function inTurnOfKinds(features: readonly LookedFeature[]): readonly LookedFeature[] {
  const byKind = featureKinds.map((kind) =>
    features
      .filter((feature) => feature.kind === kind)
      .toSorted(
        (a, b) =>
          bitsOf(b.forms) - bitsOf(a.forms) ||
          b.content.length - a.content.length ||
          a.hash - b.hash,
      ),
  );
  const rounds = Math.max(0, ...byKind.map((own) => own.length));
  const inTurn = Array.from({ length: rounds }, (_, round) => byKind.map((own) => own[round]));

  return inTurn.flat().filter((feature) => feature !== undefined);
}

function bitsOf(forms: number): number {
  return forms.toString(2).replaceAll('0', '').length;
}
