import { type FeatureKind, featureKinds } from './feature-kinds.ts';
import type { Group, JudgedFeature } from './seen-features.ts';

/**
 * How many features are still seen after they were bundled, by kind and by the forms of the code
 * that they are in: that shows which minifier was at work.
 */
export class RetentionModel {
  readonly #found = new Float64Array(CELLS);
  readonly #all = new Float64Array(CELLS);
  readonly #before: RetentionModel | undefined;

  /** @param before what is known of the whole bundle. */
  constructor(before?: RetentionModel) {
    this.#before = before;
  }

  count(features: readonly JudgedFeature[]): void {
    for (const feature of features) {
      const cell = cellOf(feature);
      this.#all[cell] = (this.#all[cell] ?? 0) + 1;
      if (feature.isSeen) this.#found[cell] = (this.#found[cell] ?? 0) + 1;
    }
  }

  include(other: RetentionModel): void {
    for (let cell = 0; cell < CELLS; cell += 1) {
      this.#all[cell] = (this.#all[cell] ?? 0) + (other.#all[cell] ?? 0);
      this.#found[cell] = (this.#found[cell] ?? 0) + (other.#found[cell] ?? 0);
    }
  }

  /** Never so sure that a single one counts. */
  of(feature: JudgedFeature): number {
    const cell = cellOf(feature);
    const expected = this.#before?.of(feature) ?? usual(feature);
    const [found, all] = [this.#found[cell] ?? 0, this.#all[cell] ?? 0];

    return Math.min(MOST, (found + expected * TRUST) / (all + TRUST));
  }
}

const CELLS = featureKinds.length * 16;

/** As good as so many features. */
const TRUST = 2;
const MOST = 0.99;

function cellOf({ kind, forms }: JudgedFeature): number {
  return indexOfKind[kind] * 16 + forms;
}

const indexOfKind = Object.fromEntries(featureKinds.map((kind, at) => [kind, at])) as Readonly<
  Record<FeatureKind, number>
>;

/** Before anything was seen. */
function usual({ kind, forms }: JudgedFeature): number {
  return forms === STABLE && kind !== 'module' ? 0.8 : 0.5;
}

/** In all forms. */
const STABLE = 15;

/** What all likely releases have shows what becomes of features, whichever it is. */
export function retentionIn(
  groups: readonly Group[],
  likely: readonly number[],
  before?: RetentionModel,
): RetentionModel {
  const retention = new RetentionModel(before);
  for (const { features, has } of groups) {
    if (likely.every((at) => has.has(at))) retention.count(features);
  }

  return retention;
}

/** How likely it is to see a feature that is not the package's: it may be that of any code. */
export function chanceOf({ kind, isShared }: JudgedFeature): number {
  return isShared ? Math.max(OF_SHARED, chances[kind]) : chances[kind];
}

/** What two packages have, others have. */
const OF_SHARED = 0.05;

const chances: Readonly<Record<FeatureKind, number>> = {
  function: 0.0005,
  shape: 0.0005,
  detail: 0.0005,
  whole: 0.001,
  module: 0.0005,
  fine: 0.0005,
  pattern: 0.002,
  text: 0.01,
  number: 0.03,
  property: 0.05,
};
