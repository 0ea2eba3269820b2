import type { LookedFeature } from './look-at.ts';

/**
 * Files that were built from several others of the package. What only they have may be of a
 * dependency that was built into them, of any version.
 */
export function buildFiles(features: readonly LookedFeature[]): ReadonlySet<string> {
  const files = new Map<string, Contents>();

  for (const { file } of features) {
    const paths = file.split(' ');
    for (const path of paths.filter(isBuildPath)) {
      const own = files.get(path) ?? { all: 0, shared: 0, partners: new Map() };
      files.set(path, own);
      own.all += 1;
      if (paths.length === 1) continue;

      own.shared += 1;
      for (const other of paths) own.partners.set(other, (own.partners.get(other) ?? 0) + 1);
    }
  }

  return new Set([...files].filter(([, own]) => isBuilt(own)).map(([path]) => path));
}

interface Contents {
  /** Features. */
  all: number;
  /** Those that other files have too. */
  shared: number;
  /** How many each of the others has. */
  readonly partners: Map<string, number>;
}

/** Made of a few that each have a part of it; what has nearly all of it is the same for another loader. */
function isBuilt({ all, shared, partners }: Contents): boolean {
  const counts = [...partners.values()].filter((count) => count < shared * MOST_OF_PART);
  const parts = counts.filter((count) => count > shared * LEAST_OF_PART);
  const sum = counts.reduce((total, count) => total + count, 0);

  return shared > all * LEAST_SHARED && parts.length >= FEWEST_PARTS && sum > shared / 2;
}

const LEAST_SHARED = 0.25;
const MOST_OF_PART = 0.6;
const LEAST_OF_PART = 0.03;
const FEWEST_PARTS = 3;

function isBuildPath(path: string): boolean {
  return /(?:^|\/)(?:dist|build|browser|bundles?)\//.test(path);
}
