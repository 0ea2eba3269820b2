import { isOfFunction } from '../../../functions/engines/bundles/index.ts';
import type { Feature } from './version-features.ts';

type Features = ReadonlyMap<number, Feature>;

/**
 * Files of the same name in several folders that are builds of the same code: a bundler takes one of
 * them, so what only one of them has may be there or not.
 */
export class Builds {
  /** Pairs that were compared: of most files, nothing changes from version to version. */
  readonly #known = new WeakMap<Features, WeakSet<Features>>();

  /** The features that one build has and another one lacks, of pairs that were not compared before. */
  differences(files: readonly (readonly [path: string, features: Features | undefined])[]) {
    const different = new Set<number>();

    for (const own of Map.groupBy(files, ([path]) => stemOf(path)).values()) {
      const builds = [...new Set(own.flatMap(([, features]) => features ?? []))];
      for (const [at, one] of builds.entries()) {
        for (const other of builds.slice(at + 1, at + MOST_BUILDS)) {
          if (!this.#isNew(one, other) || !areAlike(one, other)) continue;
          for (const hash of one.keys()) if (!other.has(hash)) different.add(hash);
          for (const hash of other.keys()) if (!one.has(hash)) different.add(hash);
        }
      }
    }
    return different;
  }

  #isNew(one: Features, other: Features): boolean {
    const others = this.#known.get(one) ?? new WeakSet();
    this.#known.set(one, others);
    const isNew = !others.has(other);
    others.add(other);

    return isNew;
  }
}

/** Every folder has an index: not all of them are compared with each other. */
const MOST_BUILDS = 12;

function stemOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.[cm]?js$/, '');
}

function areAlike(one: Features, other: Features): boolean {
  const [functions, others] = [functionsOf(one), functionsOf(other)];
  const common = functions.filter((hash) => other.has(hash)).length;
  const least = Math.min(functions.length, others.length);

  return least >= FEWEST && common >= least * ALIKE;
}

function functionsOf(features: Features): readonly number[] {
  return [...features.values()].filter(({ kind }) => isOfFunction(kind)).map(({ hash }) => hash);
}

const FEWEST = 3;
const ALIKE = 0.4;
